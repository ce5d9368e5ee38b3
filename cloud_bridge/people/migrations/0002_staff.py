
import cloud_bridge.keys
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('fleet', '0001_initial'),
        ('people', '0001_customers'),
    ]

    operations = [
        migrations.CreateModel(
            name='SignInRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sign_in', models.CharField(choices=[('required', 'before anything is sold'), ('optional', 'only for what a cashier may not do alone')], default='required', max_length=8, verbose_name='signing in')),
                ('idle_minutes', models.PositiveSmallIntegerField(default=0, help_text='0 is never.', verbose_name='sign out after minutes without a touch')),
                ('store', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to='fleet.store', verbose_name='store')),
            ],
            options={
                'verbose_name': 'signing in',
                'verbose_name_plural': 'signing in',
            },
        ),
        migrations.CreateModel(
            name='Staff',
            fields=[
                ('key', models.CharField(default=cloud_bridge.keys.new_key, editable=False, max_length=36, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('level', models.CharField(choices=[('supervised', 'In training'), ('cashier', 'Cashier'), ('senior', 'Senior cashier'), ('manager', 'Manager')], default='cashier', max_length=12, verbose_name='level')),
                ('pin', models.CharField(blank=True, editable=False, max_length=160)),
                ('pin_digits', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('badge', models.CharField(blank=True, editable=False, max_length=64)),
                ('rights', models.JSONField(blank=True, default=dict, verbose_name='exceptions')),
                ('is_active', models.BooleanField(default=True, verbose_name='works here')),
                ('merchant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='fleet.merchant')),
                ('stores', models.ManyToManyField(blank=True, help_text='None is all of them.', to='fleet.store', verbose_name='stores')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'staff',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='ClockEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.BigIntegerField()),
                ('is_in', models.BooleanField(verbose_name='in')),
                ('at_ms', models.BigIntegerField(verbose_name='at')),
                ('till', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='fleet.till', verbose_name='till')),
                ('staff', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='people.staff', verbose_name='person')),
            ],
            options={
                'verbose_name': 'clock',
                'verbose_name_plural': 'time clock',
            },
        ),
        migrations.CreateModel(
            name='Deed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.BigIntegerField(verbose_name='entry')),
                ('kind', models.CharField(choices=[('no_sale', 'drawer without a sale'), ('discount', 'discount'), ('override', 'price changed'), ('line_removed', 'line removed'), ('void', 'void'), ('refund', 'refund'), ('cash_out', 'cash taken out'), ('reprint', 'receipt printed again'), ('approval', 'approval'), ('locked', 'locked after wrong PINs')], max_length=12, verbose_name='what')),
                ('by', models.CharField(blank=True, max_length=36, verbose_name='by')),
                ('approved_by', models.CharField(blank=True, max_length=36, verbose_name='approved by')),
                ('amount_minor', models.BigIntegerField(default=0, verbose_name='amount')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('at_ms', models.BigIntegerField(verbose_name='at')),
                ('merchant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='fleet.merchant')),
                ('till', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='fleet.till', verbose_name='till')),
            ],
            options={
                'verbose_name': 'deed',
                'verbose_name_plural': 'deeds',
                'indexes': [models.Index(fields=['merchant', 'at_ms'], name='deed_at')],
                'constraints': [models.UniqueConstraint(fields=('till', 'seq', 'kind'), name='deed_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='staff',
            constraint=models.UniqueConstraint(fields=('merchant', 'name'), name='staff_name_once'),
        ),
        migrations.AddConstraint(
            model_name='staff',
            constraint=models.UniqueConstraint(condition=models.Q(('badge', ''), _negated=True), fields=('merchant', 'badge'), name='staff_badge_once'),
        ),
        migrations.AddIndex(
            model_name='clockevent',
            index=models.Index(fields=['staff', 'at_ms'], name='clock_of'),
        ),
        migrations.AddIndex(
            model_name='clockevent',
            index=models.Index(fields=['at_ms'], name='clock_at'),
        ),
        migrations.AddConstraint(
            model_name='clockevent',
            constraint=models.UniqueConstraint(fields=('till', 'seq'), name='clock_event_once'),
        ),
    ]
