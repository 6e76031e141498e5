package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.value.Between;
import dev.terrace.config.value.ContainerValues;
import dev.terrace.config.value.Is;

/**
 * A folder of the shared file system in a container, through an access point of its own. A change
 * of the ids or of the folder replaces the access point; the files stay.
 */
public record FileSystemMount(
    @JsonPropertyDescription("Where the container sees the folder, an absolute path.")
        @Is(ContainerValues.MountPath.class)
        String path,
    @JsonPropertyDescription("User id that owns the files, 0-4294967295.")
        @Between(least = 0, most = 4_294_967_295L)
        Long uid,
    @JsonPropertyDescription("Group id that owns the files, 0-4294967295.")
        @Between(least = 0, most = 4_294_967_295L)
        Long gid) {}
