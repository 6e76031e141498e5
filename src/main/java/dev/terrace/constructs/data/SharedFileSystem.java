package dev.terrace.constructs.data;

import com.hashicorp.cdktf.providers.aws.efs_access_point.EfsAccessPoint;
import com.hashicorp.cdktf.providers.aws.efs_access_point.EfsAccessPointConfig;
import com.hashicorp.cdktf.providers.aws.efs_access_point.EfsAccessPointPosixUser;
import com.hashicorp.cdktf.providers.aws.efs_access_point.EfsAccessPointRootDirectory;
import com.hashicorp.cdktf.providers.aws.efs_access_point.EfsAccessPointRootDirectoryCreationInfo;
import com.hashicorp.cdktf.providers.aws.efs_backup_policy.EfsBackupPolicy;
import com.hashicorp.cdktf.providers.aws.efs_backup_policy.EfsBackupPolicyBackupPolicy;
import com.hashicorp.cdktf.providers.aws.efs_backup_policy.EfsBackupPolicyConfig;
import com.hashicorp.cdktf.providers.aws.efs_file_system.EfsFileSystem;
import com.hashicorp.cdktf.providers.aws.efs_file_system.EfsFileSystemConfig;
import com.hashicorp.cdktf.providers.aws.efs_file_system.EfsFileSystemLifecyclePolicy;
import com.hashicorp.cdktf.providers.aws.efs_file_system_policy.EfsFileSystemPolicy;
import com.hashicorp.cdktf.providers.aws.efs_file_system_policy.EfsFileSystemPolicyConfig;
import com.hashicorp.cdktf.providers.aws.efs_mount_target.EfsMountTarget;
import com.hashicorp.cdktf.providers.aws.efs_mount_target.EfsMountTargetConfig;
import dev.terrace.config.Names;
import dev.terrace.constructs.Tag;
import dev.terrace.grants.Grants;
import dev.terrace.grants.Statement;
import dev.terrace.ref.AccessPointRef;
import dev.terrace.ref.FileSystemRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.SecurityGroupRef;
import dev.terrace.spec.FileSystemMount;
import java.util.List;
import software.constructs.Construct;

/**
 * An EFS file system: general purpose, encrypted, backed up every day, to infrequent access after
 * 30 days; one mount target a subnet. Whoever mounts it has a role that may, and comes through an
 * access point. A change of the key replaces it.
 */
public final class SharedFileSystem extends Construct {
  private final FileSystemRef ref;
  private final Names names;

  /**
   * @param throughputMode bursting or elastic
   * @param subnetIds one a zone
   * @param zones the subnets' zones
   */
  public record Props(
      Names names,
      KeyRef key,
      String throughputMode,
      List<String> subnetIds,
      List<String> zones,
      SecurityGroupRef securityGroup) {}

  public SharedFileSystem(Construct scope, String id, Props props) {
    super(scope, id);
    names = props.names();
    EfsFileSystem fileSystem =
        new EfsFileSystem(
            this,
            "file-system",
            EfsFileSystemConfig.builder()
                .creationToken(names.of(Names.Kind.TAG, "efs"))
                .encrypted(true)
                .kmsKeyId(props.key().arn())
                .performanceMode("generalPurpose")
                .throughputMode(props.throughputMode())
                .lifecyclePolicy(
                    List.of(
                        EfsFileSystemLifecyclePolicy.builder()
                            .transitionToIa("AFTER_30_DAYS")
                            .build()))
                .tags(Tag.name(names.of(Names.Kind.TAG, "efs")))
                .build());
    ref = new FileSystemRef(fileSystem.getId(), fileSystem.getArn());
    new EfsBackupPolicy(
        this,
        "backup-policy",
        EfsBackupPolicyConfig.builder()
            .fileSystemId(ref.id())
            .backupPolicy(EfsBackupPolicyBackupPolicy.builder().status("ENABLED").build())
            .build());
    new EfsFileSystemPolicy(
        this,
        "policy",
        EfsFileSystemPolicyConfig.builder()
            .fileSystemId(ref.id())
            .policy(Statement.document(Grants.onlyAccessPoints(ref)))
            .build());
    for (int i = 0; i < props.subnetIds().size(); i++) {
      new EfsMountTarget(
          this,
          "mount-target-" + props.zones().get(i),
          EfsMountTargetConfig.builder()
              .fileSystemId(ref.id())
              .subnetId(props.subnetIds().get(i))
              .securityGroups(List.of(props.securityGroup().id()))
              .build());
    }
  }

  public FileSystemRef ref() {
    return ref;
  }

  /**
   * A folder of its own for one service, owned by the service's user; made when it is first
   * mounted.
   */
  public AccessPointRef accessPoint(String service, FileSystemMount mount) {
    EfsAccessPoint accessPoint =
        new EfsAccessPoint(
            this,
            "access-point-" + service,
            EfsAccessPointConfig.builder()
                .fileSystemId(ref.id())
                .posixUser(
                    EfsAccessPointPosixUser.builder().uid(mount.uid()).gid(mount.gid()).build())
                .rootDirectory(
                    EfsAccessPointRootDirectory.builder()
                        .path("/" + service)
                        .creationInfo(
                            EfsAccessPointRootDirectoryCreationInfo.builder()
                                .ownerUid(mount.uid())
                                .ownerGid(mount.gid())
                                .permissions("0750")
                                .build())
                        .build())
                .tags(Tag.name(names.of(Names.Kind.TAG, service)))
                .build());
    return new AccessPointRef(accessPoint.getId(), accessPoint.getArn());
  }
}
