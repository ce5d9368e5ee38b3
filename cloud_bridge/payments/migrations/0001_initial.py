import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('fleet', '0003_selling'),
    ]

    operations = [
        migrations.CreateModel(
            name='Provider',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('token', models.CharField(editable=False, max_length=32, unique=True)),
                ('secret', models.CharField(editable=False, max_length=64)),
                ('is_active', models.BooleanField(default=True, verbose_name='listened to')),
                ('merchant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='fleet.merchant', verbose_name='merchant')),
            ],
            options={
                'verbose_name': 'payment provider',
                'verbose_name_plural': 'payment providers',
            },
        ),
        migrations.CreateModel(
            name='QrPayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=25, verbose_name='reference')),
                ('amount_minor', models.BigIntegerField(verbose_name='amount')),
                ('paid_at_ms', models.BigIntegerField(verbose_name='paid')),
                ('told_at_ms', models.BigIntegerField(verbose_name='heard of')),
                ('by', models.CharField(blank=True, max_length=60, verbose_name='seen by')),
                ('merchant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='fleet.merchant')),
                ('provider', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='payments.provider', verbose_name='payment provider')),
            ],
            options={
                'verbose_name': 'QR payment',
                'verbose_name_plural': 'QR payments',
                'ordering': ['-told_at_ms'],
                'indexes': [models.Index(fields=['merchant', 'told_at_ms'], name='qr_payment_latest')],
                'constraints': [models.UniqueConstraint(fields=('merchant', 'reference'), name='qr_payment_once')],
            },
        ),
        migrations.CreateModel(
            name='QrTender',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=25, verbose_name='reference')),
                ('number', models.CharField(max_length=80, verbose_name='receipt')),
                ('amount_minor', models.BigIntegerField(verbose_name='amount')),
                ('at_ms', models.BigIntegerField(verbose_name='at')),
                ('by', models.CharField(blank=True, max_length=36)),
                ('merchant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='fleet.merchant')),
                ('till', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='fleet.till', verbose_name='till')),
            ],
            options={
                'verbose_name': 'sale by QR',
                'verbose_name_plural': 'sales by QR',
                'ordering': ['-at_ms'],
                'indexes': [models.Index(fields=['merchant', 'at_ms'], name='qr_tender_latest')],
                'constraints': [models.UniqueConstraint(fields=('merchant', 'reference'), name='qr_tender_once')],
            },
        ),
    ]
