"""The full-text index of each database over `title_stems` and `stems`, whose words are already stems."""

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE search_fts USING fts5(
        title_stems, stems, content='search_searchrow', content_rowid='id',
        tokenize='unicode61 remove_diacritics 0', prefix='2 3')""",
    """CREATE TRIGGER search_fts_insert AFTER INSERT ON search_searchrow BEGIN
        INSERT INTO search_fts(rowid, title_stems, stems) VALUES (new.id, new.title_stems, new.stems); END""",
    """CREATE TRIGGER search_fts_delete AFTER DELETE ON search_searchrow BEGIN
        INSERT INTO search_fts(search_fts, rowid, title_stems, stems)
        VALUES ('delete', old.id, old.title_stems, old.stems); END""",
    """CREATE TRIGGER search_fts_update AFTER UPDATE ON search_searchrow BEGIN
        INSERT INTO search_fts(search_fts, rowid, title_stems, stems)
        VALUES ('delete', old.id, old.title_stems, old.stems);
        INSERT INTO search_fts(rowid, title_stems, stems) VALUES (new.id, new.title_stems, new.stems); END""",
]
SQLITE_BACK = ["DROP TRIGGER search_fts_insert", "DROP TRIGGER search_fts_delete", "DROP TRIGGER search_fts_update", "DROP TABLE search_fts"]
POSTGRESQL = [
    f"CREATE INDEX search_{column} ON search_searchrow USING gin (array_to_tsvector(string_to_array({column}, ' ')))"
    for column in ("title_stems", "stems")
]
POSTGRESQL_BACK = ["DROP INDEX search_title_stems", "DROP INDEX search_stems"]


def run(by_vendor):
    def apply(apps, schema_editor):
        for statement in by_vendor[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return apply


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [
        migrations.RunPython(
            run({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            run({"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}),
        )
    ]
