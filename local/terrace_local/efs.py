"""EFS: backup policy, deletion of the file system policy, changes in place."""

from moto.efs import urls
from moto.efs.exceptions import FileSystemNotFound
from moto.efs.models import EFSBackend, FileSystem
from moto.efs.responses import EFSResponse

from terrace_local.patching import AwsError


def apply(patches):
    patches.action(EFSResponse, "PutBackupPolicy", put_backup_policy)
    patches.wrap("DescribeBackupPolicy", EFSBackend, "describe_backup_policy", describe_backup_policy)
    patches.action(EFSResponse, "DeleteFileSystemPolicy", delete_policy)
    patches.action(EFSResponse, "UpdateFileSystem", update_file_system)
    patches.path(urls, "/2015-02-01/file-systems/<file_system_id>/protection",
                 like="/2015-02-01/file-systems/<file_system_id>/policy")
    patches.action(EFSResponse, "UpdateFileSystemProtection", update_protection)
    patches.wrap("replication overwrite protection", FileSystem, "info_json", show_protection)


def file_system(response, params):
    found = response.efs_backend.file_systems_by_id.get(params["FileSystemId"])
    if found is None:
        raise FileSystemNotFound(params["FileSystemId"])
    return found


def put_backup_policy(response, params):
    status = params["BackupPolicy"]["Status"]
    file_system(response, params)._backup = status in ("ENABLED", "ENABLING")
    file_system(response, params)._backup_was_set = True
    return {"BackupPolicy": {"Status": status}}


def describe_backup_policy(original):
    def describe(self, file_system_id):
        found = self.file_systems_by_id.get(file_system_id)
        if found is None:
            raise FileSystemNotFound(file_system_id)
        if not found._backup and getattr(found, "_backup_was_set", False):
            return {"Status": "DISABLED"}
        return original(self, file_system_id)

    return describe


def delete_policy(response, params):
    file_system(response, params).file_system_policy = None


def update_file_system(response, params):
    found = file_system(response, params)
    found.throughput_mode = params.get("ThroughputMode", found.throughput_mode)
    if found.throughput_mode != "provisioned":
        found.provisioned_throughput_in_mibps = None
    elif "ProvisionedThroughputInMibps" in params:
        found.provisioned_throughput_in_mibps = params["ProvisionedThroughputInMibps"]
    elif not found.provisioned_throughput_in_mibps:
        raise AwsError("BadRequest", "ProvisionedThroughputInMibps is required with throughput mode provisioned")
    return found.info_json()


def update_protection(response, params):
    found = file_system(response, params)
    found._protection = params["ReplicationOverwriteProtection"]
    return {"ReplicationOverwriteProtection": found._protection}


def show_protection(original):
    def info_json(self):
        protection = getattr(self, "_protection", "ENABLED")
        return {**original(self), "FileSystemProtection": {"ReplicationOverwriteProtection": protection}}

    return info_json
