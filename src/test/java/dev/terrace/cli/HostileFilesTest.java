package dev.terrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.terrace.config.EnvironmentId;
import dev.terrace.support.Bounded;
import dev.terrace.support.ConfigProblems;
import dev.terrace.support.Fixtures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that no editor writes on purpose: a command names file and line and exits with 2, within 2
 * seconds and 512 MiB, without a trace.
 */
final class HostileFilesTest {
  private static final EnvironmentId ID = new EnvironmentId("alva", "staging");
  private static final String FILE = "environments/alva/staging.yaml";
  private static final String BASE = base();

  /** The line after the last one of the valid file. */
  private static final long LAST = BASE.lines().count() + 1;

  private static final long MANY = 1_000_000;

  @TempDir private Path folder;

  private record Said(int exitCode, String err) {}

  private static String base() {
    try {
      return Files.readString(Fixtures.ENVIRONMENTS.resolve(ID + ".yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema is loaded once per process. */
  @BeforeAll
  static void warmUp() {
    assertThat(ConfigProblems.read(Fixtures.ENVIRONMENTS, ID)).isEmpty();
  }

  static Stream<Arguments> structures() {
    String deep = ": must be nested at most 32 levels deep";
    String many = ": must have at most 10000 keys and values";
    String wide = ": must have at most 65536 characters in a line";
    return Stream.of(
        arguments("lists in one line", BASE + "x: " + "[".repeat(60_000), LAST + deep),
        arguments("maps in one line", BASE + "x: " + "{a: ".repeat(15_000), LAST + deep),
        arguments("dashes in one line", BASE + "x:\n " + "- ".repeat(30_000), (LAST + 1) + deep),
        arguments("keys of keys", BASE + "? ".repeat(30_000) + "a\n", LAST + deep),
        arguments("steps of blanks", BASE + "x:\n" + stairs(500), (LAST + 32) + deep),
        arguments("unknown keys", BASE + numbered("k%d: 1\n", 90_000), 5015 + many),
        arguments("items", BASE + "x:\n" + "- 1\n".repeat(90_000), 9894 + many),
        arguments("anchors", BASE + "x:\n" + numbered("- &a%d b\n", 60_000), 9894 + many),
        arguments("documents", BASE + "---\n".repeat(100_000), 9896 + many),
        arguments("bomb of aliases", BASE + bomb(), LAST + ": has more than 10000 values"),
        arguments("long text", BASE.replace("us-east-1", "x".repeat(200_000)), 4 + wide),
        arguments("long key", BASE + "x".repeat(900_000) + ": 1\n", LAST + wide),
        arguments("long comment", BASE + "# " + "x".repeat(900_000) + "\n", LAST + wide),
        arguments("long number", storage("9".repeat(400_000)), 29 + wide),
        arguments(
            "large file", BASE + "x\n".repeat((int) MANY), ": must have at most 1048576 bytes"),
        arguments(
            "empty lines", BASE + "\n".repeat((int) MANY) + "x: [\n", (LAST + MANY + 1) + ": is"),
        arguments(
            "open quote", BASE + "x: \"\n" + "a b\n".repeat(200_000), (LAST + 200_001) + ": is"),
        arguments(
            "long lines", BASE + "x: \"\n" + lines(15) + "\"\n", LAST + " x: is not a known key"),
        arguments(
            "long block", BASE.replace("us-east-1\n", "|\n" + lines(14)), 4 + " region: must"));
  }

  static Stream<Arguments> texts() {
    String characters = ": is no valid YAML: holds the character U+";
    String tag = ": tags have no meaning here; write a text that starts with ! in quotes";
    String map = ": must hold keys and values";
    return Stream.of(
        arguments("empty", "", map),
        arguments("blanks", "  \n\n", map),
        arguments("comments", "# a\n# b\n", map),
        arguments("null", "# a\nnull\n", 2 + map),
        arguments("text", "<a/>\n", 1 + map),
        arguments("list", "- a\n- b\n", 1 + map),
        arguments(
            "tab before a key",
            BASE.replaceFirst("\n  ", "\n\t"),
            "7: is no valid YAML: found character '\\t(TAB)'"),
        arguments("NUL", BASE.replace("region: ", "region: \0"), 4 + characters + "0000"),
        arguments("NUL at the end", BASE + "\0", LAST + characters + "0000"),
        arguments(
            "NUL in quotes",
            BASE.replace("us-east-1\n", "\"\\0\"\n"),
            "4 region: must not hold the character U+0000"),
        arguments("bell", BASE.replace("region: ", "region: \7"), 4 + characters + "0007"),
        arguments("no character", BASE + "x: \ufffe\n", LAST + characters + "FFFE"),
        arguments(
            "half a character",
            BASE.replace("us-east-1\n", "\"\\uD800\"\n"),
            "4 region: must not hold the character U+D800, got '\\ud800'"),
        arguments(
            "BOM amid",
            BASE.replace("region:", "\ufeffregion:"),
            "2 region: is required\nerror: "
                + FILE
                + ":4 \\ufeffregion: is not a known key; did you mean 'region'?"),
        arguments(
            "escape beyond Unicode",
            BASE.replace("us-east-1\n", "\"\\UFFFFFFFF\"\n"),
            "4: is no valid YAML: an escape in double quotes names no character of Unicode"),
        arguments(
            "unknown escape",
            BASE.replace("us-east-1\n", "\"\\q\"\n"),
            "4: is no valid YAML: found unknown escape character q(113)"),
        arguments(
            "Java class",
            BASE + "x: !!javax.script.ScriptEngineManager [a]\n",
            LAST + ": has the tag tag:yaml.org,2002:javax.script.ScriptEngineManager" + tag),
        arguments(
            "Python call",
            BASE.replace("region: ", "region: !!python/object/apply:os.system "),
            "4: has the tag tag:yaml.org,2002:python/object/apply:os.system" + tag),
        arguments(
            "CloudFormation",
            BASE.replace("region: ", "region: !Ref "),
            "4: has the tag !Ref" + tag),
        arguments(
            "tag of a map",
            BASE.replace("tags:", "tags: !!str"),
            "6: has the tag tag:yaml.org,2002:str" + tag),
        arguments(
            "undefined tag",
            BASE + "x: !a!b c\n",
            LAST + ": is no valid YAML: found undefined tag handle !a!"),
        arguments(
            "undefined alias",
            BASE + "x: *nope\n",
            LAST + ": is no valid YAML: found undefined alias nope"),
        arguments(
            "merge of itself",
            BASE + "x: &x\n  <<: *x\n",
            (LAST + 1) + ": has the alias *x inside of itself"),
        arguments(
            "merge of a text", BASE + "x:\n  <<: a\n", (LAST + 2) + ": is no valid YAML: Expected"),
        arguments(
            "key twice",
            BASE + "\"region\": a\n",
            LAST + " region: is given twice, first in " + FILE + ":4"),
        arguments(
            "key twice, deep",
            BASE.replace("  cidr:", "  cidr: 10.0.0.0/16\n  cidr:"),
            "22 network.cidr: is given twice, first in " + FILE + ":21"),
        arguments(
            "map as a key", BASE + "{a: b}: 1\n", LAST + ": has a key that is a map or a list"),
        arguments("empty key", BASE + ": 1\n", LAST + ": is no valid YAML"),
        arguments(
            "two documents",
            BASE + "---\n" + BASE,
            LAST
                + ": is no valid YAML: expected a single document in the stream but found another"
                + " document"),
        arguments("end and more", BASE + "...\na: b\n", (LAST + 1) + ": is no valid YAML"),
        arguments(
            "YAML 9", "%YAML 9.9\n---\n" + BASE, "1: is written in YAML 9.9; YAML 1.2 is read"),
        arguments(
            "merge conflict",
            BASE.replace("region:", "<<<<<<< HEAD\nregion:"),
            "5: is no valid YAML"),
        arguments(
            "CRLF", (BASE + "x: [\n").replace("\n", "\r\n"), (LAST + 1) + ": is no valid YAML"),
        arguments("CR", (BASE + "x: \0\n").replace('\n', '\r'), LAST + characters + "0000"),
        arguments(
            "number of 20 digits",
            storage("99999999999999999999"),
            "29 database.storageGiB: must be of type integer, got '99999999999999999999'"),
        arguments(
            "number of 33 bits",
            storage("4294967296"),
            "29 database.storageGiB: must be 20-65536, got 4294967296"),
        arguments(
            "number with exponent",
            storage("1e999999999"),
            "29 database.storageGiB: must be of type integer, got '1e999999999'"),
        arguments(
            "whole number with a point",
            storage("2.0"),
            "29 database.storageGiB: must be 20-65536, got 2.0"),
        arguments(
            "infinity",
            storage(".inf"),
            "29 database.storageGiB: must be of type integer, got '.inf'"),
        arguments(
            "extends a path",
            BASE + "extends: ../../a\n",
            LAST + " extends: must name an environment of this system (staging), got '../../a'"),
        arguments(
            "extends a list",
            BASE + "extends: [a]\n",
            LAST + " extends: must name an environment of this system (staging), got '[\"a\"]'"),
        arguments(
            "extends itself",
            BASE + "extends: staging\n",
            LAST + " extends: must not lead back to this file"));
  }

  static Stream<Arguments> bytes() {
    String encoding = ": is not UTF-8 (byte 0x%02X): save the file as UTF-8";
    return Stream.of(
        arguments("zeros", new byte[5000], "1: is no valid YAML: holds the character U+0000"),
        arguments("gzip", new byte[] {0x1f, (byte) 0x8b, 8, 0}, 1 + encoding.formatted(0x8b)),
        arguments("PNG", new byte[] {(byte) 0x89, 'P', 'N', 'G'}, 1 + encoding.formatted(0x89)),
        arguments("surrogate", bytes(0xED, 0xA0, 0x80), LAST + encoding.formatted(0xED)),
        arguments("overlong", bytes(0xC0, 0x80), LAST + encoding.formatted(0xC0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"structures", "texts"})
  void a_hostile_text_is_refused_with_its_line(String name, String text, String problem)
      throws IOException {
    a_hostile_file_is_refused_with_its_line(name, text.getBytes(UTF_8), problem);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bytes")
  void a_hostile_file_is_refused_with_its_line(String name, byte[] file, String problem)
      throws IOException {
    Files.write(Files.createDirectory(folder.resolve("alva")).resolve("staging.yaml"), file);
    assertRefused(problem.startsWith(":") ? problem : ":" + problem);
  }

  /** Editors of other systems write these; they change nothing. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void a_harmless_file_is_read(String name, String text) throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve("alva")).resolve("staging.yaml"), text);
    assertThat(Bounded.run(name, () -> ConfigProblems.read(folder, ID))).isEmpty();
  }

  static Stream<Arguments> a_harmless_file_is_read() {
    return Map.of(
            "BOM", "\ufeff" + BASE,
            "CRLF", BASE.replace("\n", "\r\n"),
            "CR", BASE.replace('\n', '\r'),
            "document marks", "%YAML 1.2\n---\n" + BASE + "...\n",
            "number with a point", storage("20.0"),
            "merged map", BASE.replace("tags:\n", "tags:\n  <<: {Owner: me}\n"))
        .entrySet()
        .stream()
        .map(each -> arguments(each.getKey(), each.getValue()));
  }

  @Test
  void what_is_no_file_is_named_as_what_it_is() throws Exception {
    Path file = Files.createDirectory(folder.resolve("alva")).resolve("staging.yaml");

    Files.createDirectory(file);
    assertRefused(": is a folder, not a file");
    Files.delete(file);

    Files.createSymbolicLink(file, Path.of("staging.yaml"));
    assertRefused(": is a symbolic link to no file");
    Files.delete(file);

    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    assertRefused(": is not a regular file");
    Files.delete(file);

    Files.createSymbolicLink(file, Path.of("/dev/zero"));
    assertRefused(": is not a regular file");
  }

  private void assertRefused(String problem) {
    Said said = Bounded.run(problem, this::readStatus);
    assertThat(said.err()).startsWith("error: " + FILE + problem);
    assertThat(said.err()).doesNotContain("\tat ", "Exception", "Unexpected error");
    assertThat(said.exitCode()).isEqualTo(2);
  }

  private Said readStatus() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, UTF_8);
    int exitCode =
        TerraceCommand.run(
            System.getenv(),
            stream,
            stream,
            "--environments=" + folder,
            "backend",
            "status",
            ID.toString());
    return new Said(exitCode, err.toString(UTF_8));
  }

  private static String storage(String number) {
    return BASE.replace("storageGiB: 20\n", "storageGiB: " + number + "\n");
  }

  private static String numbered(String format, int count) {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, count).forEach(i -> text.append(format.formatted(i)));
    return text.toString();
  }

  private static String stairs(int count) {
    StringBuilder text = new StringBuilder();
    IntStream.rangeClosed(1, count).forEach(i -> text.append(" ".repeat(i)).append("a:\n"));
    return text.toString();
  }

  private static String bomb() {
    return "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        + IntStream.range(1, 9)
            .mapToObj(i -> "a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)))
            .collect(Collectors.joining());
  }

  private static String lines(int count) {
    return ("  " + "y".repeat(65_000) + "\n").repeat(count);
  }

  private static byte[] bytes(int... added) {
    byte[] base = BASE.getBytes(UTF_8);
    byte[] all = Arrays.copyOf(base, base.length + added.length);
    IntStream.range(0, added.length).forEach(i -> all[base.length + i] = (byte) added[i]);
    return all;
  }
}
