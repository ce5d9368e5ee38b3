import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0005_layout_of_favourites'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='favourite', name='favourite_once'),
        migrations.RemoveField(model_name='favourite', name='till'),
        migrations.AlterField(
            model_name='favourite',
            name='layout',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='favourites', to='catalog.layout'),
        ),
        migrations.AddConstraint(
            model_name='favourite',
            constraint=models.UniqueConstraint(fields=('layout', 'variant'), name='favourite_once'),
        ),
        migrations.AlterModelOptions(
            name='favourite',
            options={'ordering': ['rank', 'id'], 'verbose_name': 'favourite', 'verbose_name_plural': 'favourites'},
        ),
    ]
