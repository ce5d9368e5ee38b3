from django.db import migrations, models

COUNTRIES = [
    ("DE", "Deutschland"),
    ("FR", "France"),
    ("GB", "United Kingdom"),
    ("ID", "Indonesia"),
    ("SG", "Singapore"),
    ("US", "United States"),
]


class Migration(migrations.Migration):

    dependencies = [
        ("fleet", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="merchant",
            name="country",
            field=models.CharField(blank=True, choices=COUNTRIES, max_length=2, verbose_name="country"),
        ),
        migrations.AddField(
            model_name="merchant",
            name="tax_number",
            field=models.CharField(blank=True, max_length=40, verbose_name="tax number"),
        ),
        migrations.AlterField(
            model_name="merchant",
            name="notes_minor",
            field=models.JSONField(blank=True, default=list, verbose_name="notes"),
        ),
        migrations.AddField(
            model_name="store",
            name="country",
            field=models.CharField(
                blank=True, choices=COUNTRIES, max_length=2, verbose_name="country, if not the merchant's"
            ),
        ),
        migrations.AddField(
            model_name="store",
            name="service_base",
            field=models.CharField(
                choices=[
                    ("after_discount", "the price after discounts"),
                    ("before_discount", "the price before discounts"),
                ],
                default="after_discount",
                max_length=15,
                verbose_name="service charge of",
            ),
        ),
        migrations.AddField(
            model_name="store",
            name="service_percent",
            field=models.DecimalField(
                decimal_places=2, default=0, max_digits=4, verbose_name="service charge, percent"
            ),
        ),
        migrations.AddField(
            model_name="store",
            name="service_tax_class",
            field=models.CharField(blank=True, max_length=40, verbose_name="service charge taxed as"),
        ),
    ]
