package dev.terrace.eject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EjectedFolderTest {
  @TempDir private Path parent;
  private Path folder;

  @BeforeEach
  void resolve() throws IOException {
    parent = parent.toRealPath();
    folder = parent.resolve("out");
  }

  @Test
  void a_new_folder_and_an_empty_one_are_accepted() throws IOException {
    eject("a/main.tf", "1");
    assertThat(tree(folder)).containsExactly(".terrace-eject.json", "a/main.tf");

    folder = Files.createDirectories(parent.resolve("empty"));
    eject("a/main.tf", "1");
    assertThat(tree(folder)).containsExactly(".terrace-eject.json", "a/main.tf");
  }

  @Test
  void a_folder_with_other_files_is_refused_and_unchanged() throws IOException {
    write("mine.txt", "x");

    assertThatThrownBy(this::begin)
        .isInstanceOf(RefusedFolderException.class)
        .hasMessage(
            folder
                + " is not empty, and was not written by 'terrace eject'. Nothing was changed; choose a"
                + " folder that is empty or does not exist yet.");
    assertThat(tree(parent)).containsExactly("out/mine.txt");
  }

  @Test
  void a_file_is_refused() throws IOException {
    Files.writeString(folder, "x");

    assertThatThrownBy(this::begin)
        .isInstanceOf(RefusedFolderException.class)
        .hasMessage(folder + " is a file; choose a folder that does not exist yet");
    assertThatThrownBy(() -> EjectedFolder.begin(folder.resolve("below"), List.of()))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessage(folder + " is a file; choose a folder that does not exist yet");
  }

  @Test
  void a_link_is_followed_and_a_broken_one_is_refused() throws IOException {
    Files.createSymbolicLink(folder, parent.resolve("there"));

    assertThatThrownBy(this::begin)
        .isInstanceOf(RefusedFolderException.class)
        .hasMessage(folder + " is a broken link; choose a folder that does not exist yet");

    Files.createDirectory(parent.resolve("there"));
    eject("a/main.tf", "1");
    assertThat(tree(parent.resolve("there"))).containsExactly(".terrace-eject.json", "a/main.tf");
  }

  @Test
  void a_second_run_replaces_its_own_files_and_keeps_all_others() throws IOException {
    eject("a/main.tf", "1", "a/old.tf", "2", "a/assets/script/run.sh", "3");
    write("a/mine.tf", "x");
    write("a/terraform.tfstate", "state");
    write("a/.terraform/providers/p", "provider");
    Files.createSymbolicLink(folder.resolve("a/.terraform/link"), Path.of("providers"));

    eject("a/main.tf", "new", "b/main.tf", "4");

    assertThat(tree(folder))
        .containsExactly(
            ".terrace-eject.json",
            "a/.terraform/link",
            "a/.terraform/providers/p",
            "a/main.tf",
            "a/mine.tf",
            "a/terraform.tfstate",
            "b/main.tf");
    assertThat(folder.resolve("a/main.tf")).hasContent("new");
    assertThat(folder.resolve("a/.terraform/link")).isSymbolicLink();
    assertThat(folder.resolve("a/assets")).doesNotExist();
  }

  @Test
  void a_stack_that_is_not_written_again_is_kept_and_remembered() throws IOException {
    eject("README.md", "a", "a/main.tf", "1", "a/old.tf", "2");
    eject("README.md", "a and b", "b/main.tf", "3");

    assertThat(tree(folder))
        .containsExactly(".terrace-eject.json", "README.md", "a/main.tf", "a/old.tf", "b/main.tf");
    try (EjectedFolder begun = begin()) {
      assertThat(begun.stacks()).containsExactly("a", "b");
    }

    eject("README.md", "a and b", "a/main.tf", "new");
    assertThat(tree(folder))
        .containsExactly(".terrace-eject.json", "README.md", "a/main.tf", "b/main.tf");
  }

  @Test
  void other_stacks_are_refused_and_unchanged() throws IOException {
    eject("README.md", "a and b", "a/main.tf", "1", "b/main.tf", "2");
    Map<String, String> before = contents();

    assertThatThrownBy(() -> EjectedFolder.begin(folder, List.of("c")))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessage(
            folder
                + " holds other stacks, which its README.md would no longer describe: a,"
                + " b. Nothing was changed; choose another folder, or eject all of them at once.");
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void deleted_stacks_do_not_prevent_others() throws IOException {
    eject("a/main.tf", "1");
    Files.delete(folder.resolve("a/main.tf"));

    try (EjectedFolder begun = EjectedFolder.begin(folder, List.of("b"))) {
      assertThat(begun.stacks()).isEmpty();
    }
  }

  @Test
  void the_folder_keeps_its_mode_and_its_empty_folders() throws IOException {
    eject("a/main.tf", "1");
    Files.createDirectories(folder.resolve(".git/refs"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Object itself = Files.getAttribute(folder, "unix:ino");

    eject("a/main.tf", "2");

    assertThat(folder.resolve(".git/refs")).isDirectory();
    assertThat(Files.getPosixFilePermissions(folder))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(Files.getAttribute(folder, "unix:ino")).isEqualTo(itself);
  }

  @Test
  void new_folders_have_the_default_mode() throws IOException {
    eject("a/main.tf", "1");

    Path usual = Files.createDirectory(parent.resolve("usual"));
    for (String each : List.of("", "a")) {
      assertThat(Files.getPosixFilePermissions(folder.resolve(each)))
          .isEqualTo(Files.getPosixFilePermissions(usual));
    }
  }

  @Test
  void the_same_content_gives_the_same_bytes() throws IOException {
    eject("a/main.tf", "1", "b/main.tf", "2");
    byte[] before = Files.readAllBytes(folder.resolve(".terrace-eject.json"));

    eject("b/main.tf", "2", "a/main.tf", "1");

    assertThat(Files.readAllBytes(folder.resolve(".terrace-eject.json"))).isEqualTo(before);
  }

  @Test
  void a_changed_file_is_not_overwritten() throws IOException {
    eject("a/main.tf", "1", "b/main.tf", "2");
    write("a/main.tf", "changed by hand");

    assertThatThrownBy(this::begin)
        .isInstanceOf(RefusedFolderException.class)
        .hasMessage(
            folder
                + " holds files that were changed since 'terrace eject' wrote them: a/main.tf."
                + " Nothing was changed; choose another folder, or delete those files if their changes"
                + " are not needed.");
    assertThat(folder.resolve("a/main.tf")).hasContent("changed by hand");

    Files.delete(folder.resolve("a/main.tf"));
    eject("a/main.tf", "1");
    assertThat(folder.resolve("a/main.tf")).hasContent("1");
  }

  @Test
  void a_file_of_another_origin_is_not_overwritten() throws IOException {
    eject("a/main.tf", "1");
    write("a/more.tf", "mine");

    assertThatThrownBy(() -> eject("a/main.tf", "new", "a/more.tf", "theirs"))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessage(
            folder
                + " holds files of yours that new files would overwrite: a/more.tf. Nothing was changed; move"
                + " them away.");
    assertThat(folder.resolve("a/main.tf")).hasContent("1");
    assertThat(folder.resolve("a/more.tf")).hasContent("mine");
    assertThat(tree(parent))
        .containsExactly("out/.terrace-eject.json", "out/a/main.tf", "out/a/more.tf");
  }

  @Test
  void every_obstacle_is_named_at_once() throws IOException {
    eject("a/main.tf", "1", "b/main.tf", "1", "README.md", "1");
    Files.delete(folder.resolve("b/main.tf"));
    Files.delete(folder.resolve("b"));
    Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("b"), elsewhere);
    Files.delete(folder.resolve("README.md"));
    Files.createSymbolicLink(folder.resolve("README.md"), Path.of("nothing"));
    write("c", "mine");
    Files.createDirectories(folder.resolve("a/iam.tf"));
    Map<String, String> before = contents();

    assertThatThrownBy(
            () ->
                eject(
                    "README.md",
                    "2",
                    "a/iam.tf",
                    "2",
                    "a/main.tf",
                    "2",
                    "b/main.tf",
                    "2",
                    "b/more.tf",
                    "2",
                    "c/main.tf",
                    "2"))
        .isInstanceOf(RefusedFolderException.class)
        .hasMessage(
            folder
                + " holds files of yours that new files would overwrite: README.md (a link), a/iam.tf (a"
                + " folder), b (a link), c (a file where a folder is needed). Nothing was changed; move"
                + " them away.");
    assertThat(contents()).isEqualTo(before);
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void a_stale_file_that_became_a_link_is_not_deleted() throws IOException {
    eject("a/main.tf", "1", "a/old.tf", "1");
    Files.move(folder.resolve("a/old.tf"), parent.resolve("kept.tf"));
    Files.createSymbolicLink(folder.resolve("a/old.tf"), parent.resolve("kept.tf"));

    eject("a/main.tf", "2");

    assertThat(folder.resolve("a/old.tf")).isSymbolicLink().hasContent("1");
  }

  @Test
  void a_read_only_folder_is_named_before_any_file_is_moved() throws IOException {
    assumeFalse(System.getProperty("user.name").equals("root"), "root writes everywhere");
    eject("a/main.tf", "1", "b/main.tf", "1");
    Path locked = folder.resolve("b");
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    Map<String, String> before = contents();
    try {
      assertThatThrownBy(() -> eject("a/main.tf", "2", "b/main.tf", "2"))
          .isInstanceOf(RefusedFolderException.class)
          .hasMessage(
              "these folders are not writable: "
                  + locked
                  + ". Nothing was changed; make them writable, or choose another folder.");
      assertThat(contents()).isEqualTo(before);
    } finally {
      Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assertThatThrownBy(() -> EjectedFolder.begin(parent.resolve("new/one"), List.of()))
          .isInstanceOf(RefusedFolderException.class)
          .hasMessage(parent + " is not writable; make it writable, or choose another folder");
    } finally {
      Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void a_lock_file_that_terraform_changed_stays() throws IOException {
    eject("a/.terraform.lock.hcl", "one platform");
    write("a/.terraform.lock.hcl", "two platforms");

    eject("a/.terraform.lock.hcl", "one platform");
    assertThat(folder.resolve("a/.terraform.lock.hcl")).hasContent("two platforms");

    eject("a/.terraform.lock.hcl", "one platform");
    assertThat(folder.resolve("a/.terraform.lock.hcl")).hasContent("two platforms");
  }

  @Test
  void an_unfinished_run_leaves_no_files() throws IOException {
    eject("a/main.tf", "1");
    List<String> before = tree(parent);

    try (EjectedFolder begun = begin()) {
      Files.writeString(begun.fresh().resolve("x.tf"), "half");
    }

    assertThat(tree(parent)).isEqualTo(before);
  }

  @Test
  void an_unfinished_run_deletes_its_new_folder() throws IOException {
    folder = parent.resolve("new/one");

    begin().close();

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void a_run_killed_while_writing_can_be_repeated() throws IOException {
    Files.createDirectories(folder.resolve(".terrace-eject-123/a"));
    write(".terrace-eject-123/a/main.tf", "half");

    eject("a/main.tf", "1");

    assertThat(tree(folder)).containsExactly(".terrace-eject.json", "a/main.tf");
  }

  @Test
  void a_run_killed_while_moving_files_can_be_repeated() throws IOException {
    eject("a/main.tf", "1", "a/more.tf", "1", "a/old.tf", "1");
    WrittenFiles old = WrittenFiles.read(folder.resolve(".terrace-eject.json"));
    write(".terrace-eject-123/a/main.tf", "2");
    write(".terrace-eject-123/a/more.tf", "2");
    Path fresh = folder.resolve(".terrace-eject-123");
    old.and(WrittenFiles.below(fresh)).write(folder.resolve(".terrace-eject.json"));
    Files.move(
        fresh.resolve("a/main.tf"),
        folder.resolve("a/main.tf"),
        StandardCopyOption.REPLACE_EXISTING);

    eject("a/main.tf", "3", "a/more.tf", "3");

    assertThat(tree(folder)).containsExactly(".terrace-eject.json", "a/main.tf", "a/more.tf");
    assertThat(folder.resolve("a/main.tf")).hasContent("3");
    assertThat(folder.resolve("a/more.tf")).hasContent("3");
    write("a/more.tf", "1");
    assertThatThrownBy(this::begin)
        .isInstanceOf(RefusedFolderException.class)
        .hasMessageContaining("changed since 'terrace eject' wrote them: a/more.tf.");
  }

  @Test
  void an_unreadable_list_is_refused() throws IOException {
    write(".terrace-eject.json", "{");

    assertThatThrownBy(this::begin)
        .isInstanceOf(RefusedFolderException.class)
        .hasMessage(
            folder.resolve(".terrace-eject.json")
                + " cannot be read, so the files of 'terrace eject' cannot be told from others; choose"
                + " another folder");
  }

  private EjectedFolder begin() {
    return EjectedFolder.begin(folder, List.of("a", "b"));
  }

  private void eject(String... filesAndTexts) throws IOException {
    try (EjectedFolder begun = begin()) {
      for (int i = 0; i < filesAndTexts.length; i += 2) {
        Path file = begun.fresh().resolve(filesAndTexts[i]);
        Files.createDirectories(file.getParent());
        Files.writeString(file, filesAndTexts[i + 1]);
      }
      begun.finish();
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String file : tree(folder)) {
      Path there = folder.resolve(file);
      contents.put(
          file,
          Files.isSymbolicLink(there)
              ? "to " + Files.readSymbolicLink(there)
              : Files.readString(there));
    }
    return contents;
  }

  private static List<String> tree(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> !Files.isDirectory(file) || Files.isSymbolicLink(file))
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
