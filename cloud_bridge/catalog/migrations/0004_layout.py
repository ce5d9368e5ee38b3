import django.db.models.deletion
from django.db import migrations, models

import cloud_bridge.keys


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0003_first_page'),
        ('fleet', '0003_selling'),
    ]

    operations = [
        migrations.CreateModel(
            name='Layout',
            fields=[
                ('key', models.CharField(default=cloud_bridge.keys.new_key, editable=False, max_length=36, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('is_usual', models.BooleanField(default=False, help_text='Only one layout is; the last to be ticked.', verbose_name='for every till that names no other')),
                ('categories', models.JSONField(blank=True, default=list, editable=False)),
                ('hidden', models.JSONField(blank=True, default=list, editable=False)),
                ('merchant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='fleet.merchant')),
            ],
            options={
                'verbose_name': 'till layout',
                'verbose_name_plural': 'till layouts',
                'ordering': ['-is_usual', 'name'],
                'constraints': [models.UniqueConstraint(fields=('merchant', 'name'), name='layout_once')],
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40)),
                ('data', models.BinaryField()),
                ('merchant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='fleet.merchant')),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'constraints': [models.UniqueConstraint(fields=('name', 'merchant'), name='picture_once')],
            },
        ),
        migrations.AddField(
            model_name='favourite',
            name='layout',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='favourites', to='catalog.layout'),
        ),
    ]
