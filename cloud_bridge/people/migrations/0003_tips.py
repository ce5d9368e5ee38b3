from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_staff'),
    ]

    operations = [
        migrations.AlterField(
            model_name='deed',
            name='kind',
            field=models.CharField(choices=[('no_sale', 'drawer without a sale'), ('discount', 'discount'), ('override', 'price changed'), ('line_removed', 'line removed'), ('void', 'void'), ('tip', 'tip'), ('refund', 'refund'), ('cash_out', 'cash taken out'), ('reprint', 'receipt printed again'), ('approval', 'approval'), ('locked', 'locked after wrong PINs')], max_length=12, verbose_name='what'),
        ),
    ]
