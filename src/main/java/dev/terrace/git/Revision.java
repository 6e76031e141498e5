package dev.terrace.git;

import dev.terrace.files.FileTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A commit of the checkout that a folder lies in. Changes neither the checkout nor its index. Every
 * method throws {@link GitException}.
 */
public final class Revision {
  private static final long LONGEST_MINUTES = 20;

  private final Path top;
  private final String commit;

  private Revision(Path top, String commit) {
    this.top = top;
    this.commit = commit;
  }

  /**
   * @param folder in a checkout
   * @param name as git takes it: a branch, a tag, a commit …
   */
  public static Revision of(Path folder, String name) {
    if (name.isBlank() || name.startsWith("-")) {
      throw new GitException("'" + name + "' is no revision");
    }
    Path top = Path.of(git(folder, Map.of(), "rev-parse", "--show-toplevel").strip());
    try {
      String commit =
          git(top, Map.of(), "rev-parse", "--verify", "--quiet", name + "^{commit}").strip();
      return new Revision(top, commit);
    } catch (GitException e) {
      boolean shallow =
          git(top, Map.of(), "rev-parse", "--is-shallow-repository").strip().equals("true");
      throw new GitException(
          "there is no revision '"
              + name
              + "'"
              + (shallow
                  ? " in this shallow clone: fetch it, or clone with the whole history"
                  : ""));
    }
  }

  /** The path of a file below the top of the checkout; fails for one outside. */
  public Path relative(Path file) {
    try {
      Path real = file.toRealPath();
      Path root = top.toRealPath();
      if (!real.startsWith(root)) {
        throw new GitException(file + " is outside of the checkout " + top);
      }
      return root.relativize(real);
    } catch (IOException e) {
      throw new GitException("cannot read " + file);
    }
  }

  /**
   * Whether the checkout differs from the commit below some paths, with files that are not
   * committed or not even added.
   *
   * @param paths relative to the top
   */
  public boolean differs(List<Path> paths) {
    List<String> words = new ArrayList<>(List.of("diff", "--name-only", commit, "--"));
    List<String> untracked = new ArrayList<>(List.of("ls-files", "--others", "--"));
    for (Path path : paths) {
      words.add(":(literal,top)" + path);
      untracked.add(":(literal,top)" + path);
    }
    return !git(top, Map.of(), words.toArray(String[]::new)).isBlank()
        || !git(top, Map.of(), untracked.toArray(String[]::new)).isBlank();
  }

  /**
   * The files and folders of the commit at some paths, each with the digest that git gives its
   * content; what the commit lacks is left out.
   *
   * @param paths relative to the top
   */
  public String contents(List<Path> paths) {
    List<String> words = new ArrayList<>(List.of("ls-tree", "--full-tree", commit, "--"));
    paths.forEach(path -> words.add(path.toString()));
    return git(top, Map.of(), words.toArray(String[]::new));
  }

  /** Writes the files of the commit into an empty folder, through an index of its own. */
  public void export(Path folder) {
    export(commit, folder);
  }

  /**
   * Writes one folder of the commit, which has it, to its place below another folder.
   *
   * @param only relative to the top
   */
  public void export(Path folder, Path only) {
    export(commit + ":" + only, folder.resolve(only));
  }

  private void export(String tree, Path folder) {
    try {
      Path index = Files.createTempDirectory("git-index-").resolve("index");
      Map<String, String> own = Map.of("GIT_INDEX_FILE", index.toString());
      git(top, own, "read-tree", tree);
      git(top, own, "checkout-index", "--all", "--force", "--prefix=" + folder + "/");
    } catch (IOException e) {
      throw new GitException("cannot export " + tree + ": " + e.getMessage());
    }
  }

  /**
   * Synthesizes with the code of an exported commit, which its launcher builds first if that has
   * not been done.
   *
   * @param home the exported counterpart of the project's folder
   * @param builds the folder of builds, shared so that each commit is built once
   * @param environments the exported counterpart of the folder of environments
   * @param targets as on the command line
   * @return the folder of the synthesized stacks
   */
  public static Path synthesize(Path home, Path builds, Path environments, List<String> targets) {
    try {
      Files.createDirectories(home.resolve(".terrace"));
      Files.createDirectories(builds);
      Files.createSymbolicLink(home.resolve(".terrace").resolve("builds"), builds);
      List<String> command = new ArrayList<>(List.of(home.resolve("terrace").toString(), "synth"));
      command.addAll(targets);
      run(
          home,
          Map.of(
              "TERRACE_ENVIRONMENTS", environments.toString(),
              "TERRACE_STATE_DIR", home.resolve(".terrace").toString(),
              "CI", ""),
          command);
      return home.resolve("cdktf.out").resolve("stacks");
    } catch (IOException e) {
      throw new GitException("cannot prepare " + home + ": " + e.getMessage());
    }
  }

  private static String git(Path folder, Map<String, String> variables, String... words) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    return run(folder, variables, command);
  }

  private static String run(Path folder, Map<String, String> variables, List<String> command) {
    try {
      Path errors = Files.createTempFile("revision", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(errors.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      builder.environment().putAll(variables);
      builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        process.destroy();
        throw new GitException(String.join(" ", command) + " did not end");
      }
      String said = FileTrees.readLeniently(errors).strip();
      Files.delete(errors);
      if (process.exitValue() != 0) {
        throw new GitException(
            String.join(" ", command.subList(0, 2))
                + " failed: "
                + (said.isEmpty() ? "exit code " + process.exitValue() : lastLines(said)));
      }
      return output;
    } catch (IOException e) {
      throw new GitException(command.get(0) + " cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GitException("interrupted");
    }
  }

  private static String lastLines(String text) {
    List<String> lines = text.lines().toList();
    return String.join("\n  ", lines.subList(Math.max(lines.size() - 5, 0), lines.size()));
  }
}
