#!/usr/bin/env python3
"""Records plans of base.tf after one edit each; see README.md."""

import json
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
BASE = open(os.path.join(HERE, "base.tf")).read()


def without(*sections):
    def edit(text):
        for name in sections:
            text, count = re.subn(r"# %s \{\n.*?\n# \}\n" % name, "", text, flags=re.S)
            assert count == 1, name
        return text
    return edit


def changed(*pairs):
    def edit(text):
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new, 1)
        return text
    return edit


def added(more):
    return lambda text: text + more


def both(*edits):
    def edit(text):
        for each in edits:
            text = each(text)
        return text
    return edit


PREVENT = "  lifecycle {\n    prevent_destroy = true\n  }\n"
UNPREVENTED = changed((PREVENT, ""))

# name: (edit, options of terraform plan, command on the state)
DESTRUCTIVE = {
    "logs-retention-set": (changed(('name = "/audit"', 'name = "/audit"\n  retention_in_days = 400')), [], None),
    "database-block-removed": (without("database"), [], None),
    "database-renamed-without-moved": (both(UNPREVENTED, changed(
        ('"aws_db_instance" "main"', '"aws_db_instance" "primary"'))), [], None),
    "database-engine": (both(UNPREVENTED, changed(('"postgres"', '"mysql"'), ('"16.3"', '"8.0.39"'))), [], None),
    "database-identifier-of-another-key": (both(UNPREVENTED, changed(
        ("kms_key_id                = aws_kms_key.data.arn",
         'kms_key_id                = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"'))), [], None),
    "database-unencrypted": (both(UNPREVENTED, changed(("storage_encrypted         = true", "storage_encrypted         = false"),
                                                       ("  kms_key_id                = aws_kms_key.data.arn\n", ""))), [], None),
    "database-user": (both(UNPREVENTED, changed(('username                  = "owner"', 'username                  = "other"'))), [], None),
    "database-prevent-destroy-removed": (both(UNPREVENTED, changed(('username                  = "owner"', 'username                  = "admin2"'),
                                                                   ("deletion_protection       = true", "deletion_protection       = false"))), [], None),
    "database-protection-off": (changed(("deletion_protection       = true", "deletion_protection       = false")), [], None),
    "database-final-snapshot-off": (changed(("skip_final_snapshot       = false", "skip_final_snapshot       = true")), [], None),
    "database-backups-off": (changed(("backup_retention_period   = 7", "backup_retention_period   = 0")), [], None),
    "database-tainted": (UNPREVENTED, [], ["taint", "aws_db_instance.main"]),
    "database-replace-option": (UNPREVENTED, ["-replace=aws_db_instance.main"], None),
    "cluster-subnet-group-renamed": (both(UNPREVENTED, changed(('  name       = "main"', '  name       = "other"'))), [], None),
    "cluster-protection-removed": (changed(("  deletion_protection       = var.protected\n", "")), [], None),
    "files-create-before-destroy": (changed((
        "  encrypted      = true\n", "  encrypted      = false\n  lifecycle {\n    create_before_destroy = true\n  }\n")), [], None),
    "volume-zone": (changed(('"us-east-1a"\n  size', '"us-east-1b"\n  size')), [], None),
    "bucket-renamed": (changed(('"documents-of-the-recording"', '"documents-of-the-recording-2"')), [], None),
    "bucket-force-destroy": (changed(('"documents-of-the-recording"', '"documents-of-the-recording"\n  force_destroy = true')), [], None),
    "bucket-in-module-renamed": (changed(('"store-of-the-recording"', '"store-of-the-recording-2"')), [], None),
    "module-removed": (without("module"), [], None),
    "module-renamed-without-moved": (changed(('module "store"', 'module "documents"')), [], None),
    "repository-with-images-removed": (without("repository"), [], None),
    "repository-immutable-and-force-delete": (changed(('name = "app"', 'name         = "app"\n  force_delete = true')), [], None),
    "repository-encryption": (changed(('name = "app"', 'name = "app"\n  encryption_configuration {\n    encryption_type = "KMS"\n  }')), [], None),
    "secret-removed": (without("secret"), [], None),
    "secret-renamed": (changed(('name = "token"', 'name = "token-2"')), [], None),
    "table-key": (changed(('"id"', '"order"'), ('name = "id"', 'name = "order"')), [], None),
    "table-protection-off": (changed(("deletion_protection_enabled = true", "deletion_protection_enabled = false")), [], None),
    "zone-removed": (without("zone"), [], None),
    "pool-removed": (without("pool"), [], None),
    "pool-protection-off": (changed(('"ACTIVE"', '"INACTIVE"')), [], None),
    "queue-key-removed": (changed(('["orders", "mails"]', '["orders"]')), [], None),
    "queue-fifo": (changed(("name     = each.key", 'name     = "${each.key}.fifo"\n  fifo_queue = true')), [], None),
    "stream-count-lowered": (changed(("count       = 2", "count       = 1")), [], None),
    "stream-count-to-for-each": (changed(("count       = 2", 'for_each    = toset(["0", "1"])'), ("count.index", "each.key")), [], None),
    "key-removed": (both(changed(("  kms_key_id                = aws_kms_key.data.arn\n", "")),
                         lambda text: text.replace('resource "aws_kms_key" "data" {\n  description = "data"\n}\n', "")), [], None),
    "logs-kept-for-ever-removed": (without("logs"), [], None),
    "parameter-renamed": (changed(('"/app/address"', '"/app/url"')), [], None),
    "vault-replaced-by-trigger": (changed(('input = "1"', 'input = "2"')), ["-replace=terraform_data.release"], None),
    "everything-removed": (lambda text: "", [], None),
    "everything-destroyed": (UNPREVENTED, ["-destroy"], None),
}

HARMLESS = {
    "no-changes": (lambda text: text, [], None),
    "database-class": (changed(("db.t4g.micro", "db.t4g.small")), [], None),
    "database-storage": (changed(("allocated_storage         = 20", "allocated_storage         = 50")), [], None),
    "database-moved": (both(UNPREVENTED, changed(('"aws_db_instance" "main"', '"aws_db_instance" "primary"')), added(
        "\nmoved {\n  from = aws_db_instance.main\n  to   = aws_db_instance.primary\n}\n")), [], None),
    "database-forgotten": (both(without("database"), added(
        "\nremoved {\n  from = aws_db_instance.main\n  lifecycle {\n    destroy = false\n  }\n}\n")), [], None),
    "database-prevent-destroy-only": (UNPREVENTED, [], None),
    "cluster-parameters": (changed(('engine_version            = "16.6"', 'engine_version            = "16.6"\n  backup_retention_period   = 14')), [], None),
    "files-throughput": (changed(("encrypted      = true", 'encrypted      = true\n  throughput_mode = "elastic"')), [], None),
    "volume-larger": (changed(("size              = 10", "size              = 20")), [], None),
    "bucket-tags": (changed(('"documents-of-the-recording"', '"documents-of-the-recording"\n  tags = { team = "a" }')), [], None),
    "bucket-added": (added('\nresource "aws_s3_bucket" "more" {\n  bucket = "more"\n}\n'), [], None),
    "module-moved": (both(changed(('module "store"', 'module "documents"')), added(
        "\nmoved {\n  from = module.store\n  to   = module.documents\n}\n")), [], None),
    "repository-scan": (changed(('name = "app"', 'name = "app"\n  image_scanning_configuration {\n    scan_on_push = true\n  }')), [], None),
    "secret-description": (changed(('name = "token"', 'name = "token"\n  description = "of the app"')), [], None),
    "table-stream": (changed(('hash_key                    = "id"', 'hash_key                    = "id"\n  stream_enabled = true\n  stream_view_type = "KEYS_ONLY"')), [], None),
    "pool-policy": (changed(('name                = "people"', 'name                = "people"\n  mfa_configuration = "OFF"\n  password_policy {\n    minimum_length = 16\n  }')), [], None),
    "queue-timeout": (changed(("name     = each.key", "name     = each.key\n  visibility_timeout_seconds = 60")), [], None),
    "queue-added": (changed(('["orders", "mails"]', '["orders", "mails", "texts"]')), [], None),
    "stream-count-raised": (changed(("count       = 2", "count       = 3")), [], None),
    "stream-count-to-for-each-moved": (both(changed(("count       = 2", 'for_each    = toset(["0", "1"])'), ("count.index", "each.key")), added(
        '\nmoved {\n  from = aws_kinesis_stream.events[0]\n  to   = aws_kinesis_stream.events["0"]\n}\n'
        'moved {\n  from = aws_kinesis_stream.events[1]\n  to   = aws_kinesis_stream.events["1"]\n}\n')), [], None),
    "short-logs-removed": (without("short-logs"), [], None),
    "parameter-value": (changed(("http://app.test", "https://app.test")), [], None),
    "group-replaced": (changed(('name   = "app"', 'name   = "app-2"')), [], None),
    "group-removed": (without("group"), [], None),
    "topic-removed": (without("topic"), [], None),
    "output-only": (changed(('value = "orders"', 'value = "orders-2"')), [], None),
    "refresh-only": (lambda text: text, ["-refresh-only"], None),
    "from-nothing": (lambda text: text, ["-state=/nothing"], None),
}


def run(folder, *words):
    done = subprocess.run(["terraform", *words], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit("%s in %s: %s" % (words, folder, done.stderr))
    return done.stdout


def compact(plan):
    """Drops what is not changed, and the parts that hold every value a second time."""
    plan["resource_changes"] = [
        each for each in plan.get("resource_changes", [])
        if each["change"]["actions"] != ["no-op"] or "previous_address" in each]
    for each in plan["resource_changes"]:
        each["change"].pop("after_identity", None)
    plan["planned_values"] = {"root_module": {}}
    plan["configuration"] = {"root_module": {}}
    for name in ("prior_state", "relevant_attributes", "resource_drift", "timestamp"):
        plan.pop(name, None)
    return plan


def record(base, kind, name, edit, options, command):
    folder = os.path.join(base, "..", name)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(base, folder, symlinks=True)
    if command:
        run(folder, *command)
    if options == ["-state=/nothing"]:
        os.remove(os.path.join(folder, "terraform.tfstate"))
        options = []
    with open(os.path.join(folder, "base.tf"), "w") as out:
        out.write(edit(BASE))
    if "module" in name:
        run(folder, "init", "-no-color")
    refresh = [] if options else ["-refresh=false"]
    run(folder, "plan", "-no-color", "-out=p.tfplan", *refresh, *options)
    plan = compact(json.loads(run(folder, "show", "-json", "p.tfplan")))
    path = os.path.join(HERE, kind, name + ".json")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as out:
        json.dump(plan, out, separators=(",", ":"), sort_keys=True)
        out.write("\n")
    print(kind, name, os.path.getsize(path), [
        (each["address"], each["change"]["actions"], each.get("action_reason")) for each in plan["resource_changes"]][:6], flush=True)
    shutil.rmtree(folder)


if __name__ == "__main__":
    base, wanted = os.path.abspath(sys.argv[1]), sys.argv[2:]
    for kind, plans in (("destructive", DESTRUCTIVE), ("harmless", HARMLESS)):
        for name, (edit, options, command) in plans.items():
            if not wanted or name in wanted:
                record(base, kind, name, edit, options, command)
