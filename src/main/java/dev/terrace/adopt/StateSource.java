package dev.terrace.adopt;

import dev.terrace.terraform.StateFile;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A Terraform state: a file, or what a Terraform root has as its state. It is only ever read. */
public final class StateSource implements Source {
  /** Other names of the same type, with the same schema. */
  private static final Map<String, String> SAME =
      Map.of(
          "aws_alb", "aws_lb",
          "aws_alb_listener", "aws_lb_listener",
          "aws_alb_listener_rule", "aws_lb_listener_rule",
          "aws_alb_listener_certificate", "aws_lb_listener_certificate",
          "aws_alb_target_group", "aws_lb_target_group",
          "aws_alb_target_group_attachment", "aws_lb_target_group_attachment");

  private final Path where;
  private final Origin origin;
  private final Terraform terraform;

  /**
   * @param shownAs the path as people gave it
   * @param where the same, absolute
   * @param terraform runs {@code state pull}, in a folder of its own
   */
  public StateSource(String shownAs, Path where, Terraform terraform) {
    this.where = where;
    this.origin = new Origin.TerraformState(shownAs);
    this.terraform = terraform;
  }

  /** The type in today's words. */
  static String typeOf(String type) {
    return SAME.getOrDefault(type, type);
  }

  @Override
  public Reading read() {
    List<Existing> found = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    each(
        instance -> {
          if (instance.type().startsWith("aws_")) {
            found.addAll(Parts.of(existing(instance)));
          }
        });
    if (found.isEmpty()) {
      throw new AdoptException(
          where() + ": the state holds no resource of AWS: there is nothing to adopt");
    }
    return new Reading(found, notes);
  }

  private Existing existing(StateFile.Instance instance) {
    return new Existing(
        typeOf(instance.type()),
        instance.address(),
        origin,
        instance.body().withObject("/attributes"),
        Optional.empty());
  }

  /**
   * Every managed instance, one after another.
   *
   * @throws AdoptException when it cannot be read
   */
  public StateFile each(Consumer<StateFile.Instance> consumer) {
    try {
      if (Files.isDirectory(where)) {
        requireRoot();
        return root(consumer);
      }
      if (!Files.exists(where)) {
        throw new AdoptException(
            where() + ": does not exist; give a state file, or the folder of a Terraform root");
      }
      try (InputStream in = Files.newInputStream(where)) {
        return StateFile.read(in, where(), consumer);
      }
    } catch (StateFile.FormatException e) {
      throw new AdoptException(e.getMessage());
    } catch (IOException e) {
      throw new AdoptException(where() + ": cannot be read: " + e);
    }
  }

  /** In any other folder Terraform says that the state is empty. */
  private void requireRoot() throws IOException {
    try (Stream<Path> files = Files.list(where)) {
      if (files.noneMatch(file -> file.toString().matches(".*\\.tf(\\.json)?"))) {
        throw new AdoptException(
            where()
                + ": is no Terraform root: there is no .tf file in it; give the folder in which"
                + " 'terraform init' was done, or a state file");
      }
    }
  }

  private StateFile root(Consumer<StateFile.Instance> consumer) {
    StateFile[] read = new StateFile[1];
    try {
      terraform.pullFrom(where, in -> read[0] = StateFile.read(in, where(), consumer));
    } catch (TerraformException e) {
      throw new AdoptException(
          where()
              + ": its state cannot be pulled; is it a Terraform root, and was 'terraform init' done"
              + " there?\n  "
              + e.getMessage().replace("\n", "\n  "));
    }
    return read[0];
  }

  private String where() {
    return ((Origin.TerraformState) origin).where();
  }
}
