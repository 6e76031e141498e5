package dev.terrace.adopt.source;

import dev.terrace.adopt.AdoptException;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.Origin;
import dev.terrace.terraform.StateFile;
import dev.terrace.terraform.Terraform;
import dev.terrace.terraform.TerraformException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A Terraform state: a file, or the state of a Terraform root. It is only read. */
public final class StateSource implements AdoptionSource {
  /** Aliases of types, with the same schema. */
  private static final Map<String, String> SAME =
      Map.of(
          "aws_alb", "aws_lb",
          "aws_alb_listener", "aws_lb_listener",
          "aws_alb_listener_rule", "aws_lb_listener_rule",
          "aws_alb_listener_certificate", "aws_lb_listener_certificate",
          "aws_alb_target_group", "aws_lb_target_group",
          "aws_alb_target_group_attachment", "aws_lb_target_group_attachment");

  private static final byte[] ZIP = {'P', 'K', 3, 4};

  /** https://www.rfc-editor.org/rfc/rfc1952#page-6. */
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};

  private final String shownAs;
  private final Path where;
  private final Origin origin;
  private final Terraform terraform;

  /**
   * @param shownAs the path in messages, as given on the command line
   * @param committed the path in adoption files
   * @param where the absolute path
   * @param terraform runs {@code state pull}, in a separate folder
   */
  public StateSource(String shownAs, String committed, Path where, Terraform terraform) {
    this.shownAs = shownAs;
    this.where = where;
    this.origin = new Origin.TerraformState(committed);
    this.terraform = terraform;
  }

  /** The current name of a type. */
  static String typeOf(String type) {
    return SAME.getOrDefault(type, type);
  }

  @Override
  public Reading read() {
    List<ExistingResource> found = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    StateFile state =
        each(
            instance -> {
              if (instance.type().startsWith("aws_")) {
                found.addAll(InlineResources.of(existing(instance)));
              }
            });
    if (found.isEmpty()) {
      throw new AdoptException(
          where() + ": the state contains no AWS resource: there is nothing to adopt");
    }
    note(
        notes,
        state.deposed(),
        "an earlier object, which the old root has still to destroy (deposed); it is not adopted."
            + " Apply the old root before you remove the resource from it, or the object stays in AWS");
    note(
        notes,
        state.tainted(),
        "the mark that the next apply replaces it (tainted), which closes the gate of 'adopt apply':"
            + " run 'terraform untaint' in the old root first");
    return new Reading(found, notes);
  }

  private void note(List<String> notes, List<String> addresses, String what) {
    addresses.stream()
        .filter(address -> address.matches("(.*\\.)?aws_\\w+\\..*"))
        .distinct()
        .forEach(address -> notes.add(where() + ": " + address + " has " + what));
  }

  private ExistingResource existing(StateFile.Instance instance) {
    return new ExistingResource(
        typeOf(instance.type()),
        instance.address(),
        origin,
        instance.body().withObject("/attributes"),
        Optional.empty());
  }

  /**
   * Passes every managed instance to the consumer.
   *
   * @throws AdoptException if the state cannot be read
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
      if (!Files.isRegularFile(where)) {
        throw new AdoptException(
            where()
                + ": is neither a file nor a folder, and a state is read more than once: write it to a"
                + " file ('terraform state pull >old.tfstate')");
      }
      requireText();
      try (InputStream in = Files.newInputStream(where)) {
        return StateFile.read(in, where(), consumer);
      }
    } catch (StateFile.FormatException e) {
      throw new AdoptException(e.getMessage());
    } catch (IOException e) {
      throw new AdoptException(where() + ": cannot be read: " + e);
    }
  }

  /** A plan file is a ZIP archive. */
  private void requireText() throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(where)) {
      start = in.readNBytes(ZIP.length);
    }
    if (Arrays.equals(start, ZIP)) {
      throw new AdoptException(
          where()
              + ": is no state, but a plan file or another ZIP archive; give the state itself: run"
              + " 'terraform state pull >old.tfstate' in its root");
    }
    if (start.length > GZIP.length && Arrays.equals(start, 0, GZIP.length, GZIP, 0, GZIP.length)) {
      throw new AdoptException(
          where() + ": is compressed with gzip: unpack it first ('gunzip --keep FILE')");
    }
  }

  /** In any other folder, Terraform reports an empty state. */
  private void requireRoot() throws IOException {
    try (Stream<Path> files = Files.list(where)) {
      if (files.noneMatch(file -> file.toString().matches(".*\\.tf(\\.json)?"))) {
        throw new AdoptException(
            where()
                + ": is not a Terraform root: it contains no .tf file; give the folder in which you"
                + " ran 'terraform init', or a state file");
      }
    }
  }

  private StateFile root(Consumer<StateFile.Instance> consumer) {
    StateFile[] read = new StateFile[1];
    try {
      terraform.pullFrom(where, in -> read[0] = StateFile.read(in, where(), consumer));
    } catch (TerraformException e) {
      if (e.getMessage().contains("legacy provider address")) {
        throw new AdoptException(
            where()
                + ": Terraform 0.12 or older wrote its state, whose names of providers this Terraform"
                + " refuses: replace them, then try again\n"
                + StateFile.REPLACE_PROVIDER
                + "\n  1.x: 'terraform init', 'terraform apply -refresh-only'");
      }
      throw new AdoptException(
          where()
              + ": its state cannot be pulled; is it a Terraform root in which you ran 'terraform"
              + " init'?\n  "
              + e.getMessage().replace("\n", "\n  "));
    }
    return read[0];
  }

  private String where() {
    return shownAs;
  }
}
