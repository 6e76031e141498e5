package dev.terrace.eject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  void a_new_folder_and_an_empty_one_are_taken() throws IOException {
    eject("a/main.tf", "1");
    assertThat(tree(folder)).containsExactly(".terrace-eject.json", "a/main.tf");

    folder = Files.createDirectories(parent.resolve("empty"));
    eject("a/main.tf", "1");
    assertThat(tree(folder)).containsExactly(".terrace-eject.json", "a/main.tf");
    assertThat(tree(parent)).noneMatch(file -> file.contains("eject-"));
  }

  @Test
  void a_folder_with_something_else_is_refused_and_stays_as_it_is() throws IOException {
    write("mine.txt", "x");

    assertThatThrownBy(() -> EjectedFolder.begin(folder))
        .isInstanceOf(EjectedFolder.RefusedException.class)
        .hasMessage(
            folder
                + " is not empty, and was not written by 'terrace eject'. Nothing was changed; give a"
                + " folder that is empty or does not exist yet.");
    assertThat(tree(parent)).containsExactly("out/mine.txt");
  }

  @Test
  void a_file_is_refused() throws IOException {
    Files.writeString(folder, "x");

    assertThatThrownBy(() -> EjectedFolder.begin(folder))
        .isInstanceOf(EjectedFolder.RefusedException.class)
        .hasMessage(folder + " is a file; give a folder that does not exist yet");
  }

  @Test
  void a_second_time_replaces_its_own_files_and_keeps_all_others() throws IOException {
    eject("a/main.tf", "1", "a/old.tf", "2", "gone/main.tf", "3");
    write("a/mine.tf", "x");
    write("gone/terraform.tfstate", "state");
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
            "b/main.tf",
            "gone/terraform.tfstate");
    assertThat(folder.resolve("a/main.tf")).hasContent("new");
    assertThat(folder.resolve("a/.terraform/link")).isSymbolicLink();
    assertThat(parent.resolve("out.before-eject")).doesNotExist();
  }

  @Test
  void the_same_content_gives_the_same_bytes() throws IOException {
    eject("a/main.tf", "1", "b/main.tf", "2");
    byte[] before = Files.readAllBytes(folder.resolve(".terrace-eject.json"));

    eject("b/main.tf", "2", "a/main.tf", "1");

    assertThat(Files.readAllBytes(folder.resolve(".terrace-eject.json"))).isEqualTo(before);
  }

  @Test
  void a_file_that_was_changed_since_is_not_overwritten() throws IOException {
    eject("a/main.tf", "1", "b/main.tf", "2");
    write("a/main.tf", "changed by hand");

    assertThatThrownBy(() -> EjectedFolder.begin(folder))
        .isInstanceOf(EjectedFolder.RefusedException.class)
        .hasMessage(
            folder
                + " holds files that were changed since 'terrace eject' wrote them: a/main.tf."
                + " Nothing was changed; give another folder, or delete those files if their changes"
                + " are not needed.");
    assertThat(folder.resolve("a/main.tf")).hasContent("changed by hand");

    Files.delete(folder.resolve("a/main.tf"));
    eject("a/main.tf", "1");
    assertThat(folder.resolve("a/main.tf")).hasContent("1");
  }

  @Test
  void a_file_of_somebody_else_is_not_overwritten() throws IOException {
    eject("a/main.tf", "1");
    write("a/more.tf", "mine");

    assertThatThrownBy(() -> eject("a/main.tf", "new", "a/more.tf", "theirs"))
        .isInstanceOf(EjectedFolder.RefusedException.class)
        .hasMessage(
            folder
                + " holds files of yours where new ones belong: a/more.tf. Nothing was changed; move"
                + " them away.");
    assertThat(folder.resolve("a/main.tf")).hasContent("1");
    assertThat(folder.resolve("a/more.tf")).hasContent("mine");
    assertThat(tree(parent)).allMatch(file -> file.startsWith("out/"));
  }

  @Test
  void the_lock_file_stays_what_terraform_has_made_of_it() throws IOException {
    eject("a/.terraform.lock.hcl", "one platform");
    write("a/.terraform.lock.hcl", "two platforms");

    eject("a/.terraform.lock.hcl", "one platform");
    assertThat(folder.resolve("a/.terraform.lock.hcl")).hasContent("two platforms");

    eject("a/.terraform.lock.hcl", "one platform");
    assertThat(folder.resolve("a/.terraform.lock.hcl")).hasContent("two platforms");
  }

  @Test
  void what_is_not_finished_leaves_no_trace() throws IOException {
    eject("a/main.tf", "1");
    List<String> before = tree(parent);

    try (EjectedFolder begun = EjectedFolder.begin(folder)) {
      Files.writeString(begun.fresh().resolve("x.tf"), "half");
    }

    assertThat(tree(parent)).isEqualTo(before);
  }

  @Test
  void a_folder_that_a_stopped_run_has_put_aside_is_named() throws IOException {
    eject("a/main.tf", "1");
    Files.move(folder, parent.resolve("out.before-eject"));

    assertThatThrownBy(() -> EjectedFolder.begin(folder))
        .isInstanceOf(EjectedFolder.RefusedException.class)
        .hasMessage(
            "an eject was stopped half-way: "
                + parent.resolve("out.before-eject")
                + " holds what was in "
                + folder
                + " before. Move what you need of it back and delete it.");
  }

  @Test
  void a_list_that_cannot_be_read_is_refused() throws IOException {
    write(".terrace-eject.json", "{");

    assertThatThrownBy(() -> EjectedFolder.begin(folder))
        .isInstanceOf(EjectedFolder.RefusedException.class)
        .hasMessage(
            folder.resolve(".terrace-eject.json")
                + " cannot be read, so it is not known which files are whose; give another folder");
  }

  private void eject(String... filesAndTexts) throws IOException {
    try (EjectedFolder begun = EjectedFolder.begin(folder)) {
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

  private static List<String> tree(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> !Files.isDirectory(file) || Files.isSymbolicLink(file))
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
