from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0003_left'),
    ]

    operations = [
        migrations.AddField(
            model_name='payment',
            name='tip_minor',
            field=models.BigIntegerField(db_default=0, default=0, verbose_name='tip on top'),
        ),
    ]
