import json

import django.db.models.deletion
from django.db import migrations, models

SALE = [
    'marks', 'heading', 'number', 'people', 'lines', 'sums', 'tenders', 'taxes', 'legends', 'points', 'note', 'foot',
    'journal', 'link', 'code',
]


def move(apps, _editor):
    """Keep with the store what was kept beside it; what the store says itself counts."""
    for rules in apps.get_model('receipts', 'ReceiptRules').objects.select_related('store'):
        store = rules.store
        store.address = rules.address
        store.asks_for_paper = store.asks_for_paper or rules.asks
        if rules.left_out and 'sale' not in store.receipt_layout:
            store.receipt_layout['sale'] = [block for block in SALE if block not in rules.left_out]
        store.save(update_fields=['address', 'asks_for_paper', 'receipt_layout'])


def find_returns(apps, _editor):
    """Note the returns of journals that were stored before anybody noted them."""
    entries = apps.get_model('replication', 'Entry').objects
    returns = apps.get_model('receipts', 'Return').objects
    found = entries.filter(type__in=('sale.completed', 'sale.refunded'), refused='', body__contains='"returned"')
    for entry in found.iterator():
        for sale in {line['returned']['sale'] for line in json.loads(entry.body)['lines'] if line.get('returned')}:
            returns.get_or_create(till_id=entry.till_id, sale=sale, seq=entry.seq)


class Migration(migrations.Migration):

    dependencies = [
        ('receipts', '0001_first'),
        ('fleet', '0004_layout'),
        ('replication', '0002_longer_tables'),
    ]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.DeleteModel(name='ReceiptRules'),
        migrations.CreateModel(
            name='Logo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('papers', models.JSONField(default=list)),
                ('page', models.BinaryField()),
                ('store', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to='fleet.store', verbose_name='store')),
            ],
            options={
                'verbose_name': 'logo',
                'verbose_name_plural': 'logos',
            },
        ),
        migrations.CreateModel(
            name='Return',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sale', models.CharField(max_length=36)),
                ('seq', models.BigIntegerField()),
                ('till', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='fleet.till', verbose_name='till')),
            ],
            options={
                'verbose_name': 'return',
                'verbose_name_plural': 'returns',
                'constraints': [models.UniqueConstraint(fields=('till', 'sale', 'seq'), name='return_once')],
            },
        ),
        migrations.RunPython(find_returns, migrations.RunPython.noop),
    ]
