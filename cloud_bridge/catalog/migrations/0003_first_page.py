import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0002_terms'),
        ('fleet', '0003_selling'),
    ]

    operations = [
        migrations.AddField(
            model_name='product',
            name='low_milli',
            field=models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='runs low at'),
        ),
        migrations.CreateModel(
            name='Favourite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveIntegerField(default=0, verbose_name='rank')),
                ('till', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='favourites', to='fleet.till', verbose_name='till')),
                ('variant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='catalog.variant', verbose_name='variant')),
            ],
            options={
                'verbose_name': 'favourite',
                'verbose_name_plural': 'favourites of this till',
                'ordering': ['rank', 'id'],
                'constraints': [models.UniqueConstraint(fields=('till', 'variant'), name='favourite_once')],
            },
        ),
    ]
