from django.db import migrations


def move(apps, _editor):
    """Give every till that had favourites of its own a layout that holds them."""
    till_model, layouts = apps.get_model('fleet', 'Till'), apps.get_model('catalog', 'Layout').objects
    favourites = apps.get_model('catalog', 'Favourite').objects
    for till in till_model.objects.filter(pk__in=favourites.values('till')):
        layout = layouts.create(merchant_id=till.merchant_id, name=f'{till.name} {till.prefix}')
        favourites.filter(till=till).update(layout=layout)
        till.layout = layout
        till.save(update_fields=['layout'])


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0004_layout'),
        ('fleet', '0004_layout'),
    ]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
    ]
