from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='channel',
            name='channel_once',
        ),
        migrations.AlterField(
            model_name='channel',
            name='shop_id',
            field=models.CharField(blank=True, max_length=80, verbose_name='shop number'),
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.UniqueConstraint(condition=models.Q(('shop_id', ''), _negated=True), fields=('market', 'shop_id'), name='channel_once'),
        ),
    ]
