import json

from support import AwsTest, fills


class EfsTest(AwsTest):

    def create(self, token):
        return self.aws("efs", "create-file-system", "--creation-token", token)["FileSystemId"]

    def file_system(self, name):
        return self.aws("efs", "describe-file-systems", "--file-system-id", name)["FileSystems"][0]

    @fills("efs", "PutBackupPolicy", "DescribeBackupPolicy", "DeleteFileSystemPolicy")
    def test_policies(self):
        named = ["--file-system-id", self.create("policies")]
        for status in ("ENABLED", "DISABLED"):
            self.aws("efs", "put-backup-policy", *named, "--backup-policy", f"Status={status}")
            self.assertEqual(status, self.aws("efs", "describe-backup-policy", *named)["BackupPolicy"]["Status"])
        policy = json.dumps({"Version": "2012-10-17", "Statement": []})
        self.aws("efs", "put-file-system-policy", *named, "--policy", policy)
        self.aws("efs", "delete-file-system-policy", *named)
        self.refused("PolicyNotFound", "efs", "describe-file-system-policy", *named)

    @fills("efs", "UpdateFileSystem", "UpdateFileSystemProtection", "replication overwrite protection")
    def test_changes_in_place(self):
        name = self.create("changes")
        self.aws("efs", "update-file-system", "--file-system-id", name, "--throughput-mode", "provisioned",
                 "--provisioned-throughput-in-mibps", "8")
        found = self.file_system(name)
        self.assertEqual(("provisioned", 8), (found["ThroughputMode"], found["ProvisionedThroughputInMibps"]))
        self.assertEqual("ENABLED", found["FileSystemProtection"]["ReplicationOverwriteProtection"])
        self.aws("efs", "update-file-system-protection", "--file-system-id", name,
                 "--replication-overwrite-protection", "DISABLED")
        self.assertEqual("DISABLED", self.file_system(name)["FileSystemProtection"]["ReplicationOverwriteProtection"])
