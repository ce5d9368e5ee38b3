from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('fleet', '0002_country'),
    ]

    operations = [
        migrations.AddField(
            model_name='merchant',
            name='code_prefixes',
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name='store',
            name='asks_for_paper',
            field=models.BooleanField(default=False, help_text='Off: every receipt is printed at once.', verbose_name='asks before it prints'),
        ),
        migrations.AddField(
            model_name='store',
            name='kiosk',
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name='store',
            name='qr',
            field=models.CharField(blank=True, max_length=512, verbose_name='payment QR'),
        ),
        migrations.AddField(
            model_name='store',
            name='receipt_layout',
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name='store',
            name='takes_tips',
            field=models.BooleanField(default=False, help_text='The till asks for a tip before a card or a QR is paid.', verbose_name='takes tips'),
        ),
    ]
