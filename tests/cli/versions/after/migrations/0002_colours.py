# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
from django.db import migrations, models


def words_to_rows(apps, _schema_editor):
    # On purpose without "using": a careless migration must not reach the real database.
    colour, thing = apps.get_model("grown", "Colour"), apps.get_model("grown", "Thing")
    for one in thing.objects.all():
        one.colour = colour.objects.get_or_create(word=one.colour_word)[0]
        one.save()


class Migration(migrations.Migration):
    dependencies = [("grown", "0001_initial")]
    operations = [
        migrations.CreateModel(
            "Colour",
            [
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("word", models.CharField(max_length=80)),
            ],
        ),
        migrations.AddField(
            "Thing",
            "colour",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to="grown.colour"
            ),
        ),
        migrations.RunPython(words_to_rows, migrations.RunPython.noop),
        migrations.RemoveField("Thing", "colour_word"),
    ]
