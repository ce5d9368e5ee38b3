import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0004_layout'),
        ('fleet', '0003_selling'),
    ]

    operations = [
        migrations.AddField(
            model_name='till',
            name='layout',
            field=models.ForeignKey(blank=True, help_text='How the goods stand on its screen. Empty: as on every till.', null=True, on_delete=django.db.models.deletion.SET_NULL, to='catalog.layout', verbose_name='layout'),
        ),
        migrations.AddField(
            model_name='store',
            name='address',
            field=models.CharField(blank=True, help_text='Such as https://shop.example.com. Customers open their receipts there, and tills fetch pictures. Empty: receipts are only on paper.', max_length=120, validators=[django.core.validators.URLValidator(schemes=['https', 'http'])], verbose_name='address of this site'),
        ),
    ]
