package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Checked;
import dev.terrace.config.Problems;

/**
 * A folder of the shared file system in a container, through an access point of its own. A change
 * of the ids or of the folder replaces the access point; the files stay.
 */
public record FileSystemMount(
    @JsonPropertyDescription("Where the container sees the folder, an absolute path.") String path,
    @JsonPropertyDescription("User id that owns the files, 0-4294967295.") Long uid,
    @JsonPropertyDescription("Group id that owns the files, 0-4294967295.") Long gid)
    implements Checked {

  @Override
  public void check(Problems problems) {
    problems.matches("path", path, "/.+", "must be an absolute path");
    id(problems, "uid", uid);
    id(problems, "gid", gid);
  }

  private static void id(Problems problems, String key, Long value) {
    if (value != null && (value < 0 || value > 4_294_967_295L)) {
      problems.at(key).add("must be 0-4294967295", value);
    }
  }
}
