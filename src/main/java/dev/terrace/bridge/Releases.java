package dev.terrace.bridge;

import dev.terrace.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The contracts that consumers know: one file per system and version, {@code
 * <system>-<version>.json}, in a folder. An existing file never changes.
 */
public final class Releases {
  /** The folder as messages show it. */
  private static final String SHOWN_IN = "bridge/releases/";

  private final Path folder;

  /**
   * @param folder if it does not exist, nothing is released
   */
  public Releases(Path folder) {
    this.folder = folder;
  }

  /** Where a contract's release is or would be. */
  public Path fileOf(BridgeContract contract) {
    return folder.resolve(contract.system() + "-" + contract.version() + ".json");
  }

  /**
   * The release of the highest version.
   *
   * @throws ConfigException when a file of the system is not a contract, or not the one that its
   *     name says
   */
  Optional<BridgeContract> latest(String system) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(system + "-[\\d.]+\\.json"))
          .map(this::read)
          .max(Comparator.comparing(BridgeContract::version));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  private BridgeContract read(Path file) {
    String name = file.getFileName().toString();
    BridgeContract contract = ContractFile.read(file, SHOWN_IN + name);
    String expected = fileOf(contract).getFileName().toString();
    if (!expected.equals(name)) {
      throw new ConfigException(
          SHOWN_IN + name,
          "holds the contract of "
              + contract.system()
              + " "
              + contract.version()
              + "; its name must be "
              + expected);
    }
    return contract;
  }

  /** How a contract differs from the latest release; empty before the first one. */
  public Optional<ContractChanges> changes(BridgeContract contract) {
    return latest(contract.system()).map(released -> ContractChanges.between(released, contract));
  }
}
