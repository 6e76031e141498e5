package dev.terrace.actions.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.project.FolderLocks;
import dev.terrace.project.Project;
import dev.terrace.project.RunContext;
import dev.terrace.state.LocalBackups;
import dev.terrace.state.StateMemory;
import dev.terrace.state.StateVersions;
import dev.terrace.state.StoredState;
import dev.terrace.support.FakeTerraform;
import dev.terrace.terraform.Interrupts;
import dev.terrace.ui.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which state is meant where a stack without a file has one in a file and one in a bucket. */
final class VersionedStateTest {
  private static final EnvironmentId GONE = new EnvironmentId("alva", "gone");
  private static final StackId NETWORK = GONE.stack("network");
  private static final String LISTED =
      """
      <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>states</Name>
      <KeyCount>1</KeyCount><IsTruncated>false</IsTruncated><Contents>
      <Key>alva/gone/network.tfstate</Key><Size>9</Size></Contents></ListBucketResult>""";

  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final FolderLocks locks = new FolderLocks("./terrace backend restore alva/gone/network");
  private HttpServer server;
  private RunContext run;
  private Path states;

  @BeforeEach
  void begin() throws IOException {
    String good = FakeTerraform.state("bucket", 9, 5);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/states",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          String answer = path.endsWith(".tfstate") ? good : LISTED;
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          boolean head = exchange.getRequestMethod().equals("HEAD");
          exchange.sendResponseHeaders(200, head ? -1 : bytes.length);
          if (!head) {
            exchange.getResponseBody().write(bytes);
          }
          exchange.close();
        });
    server.start();
    FakeTerraform fake = new FakeTerraform(folder.resolve("bin"));
    Map<String, String> shell = new TreeMap<>(fake.shell());
    shell.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.getAddress().getPort());
    shell.put("AWS_ACCESS_KEY_ID", "id");
    shell.put("AWS_SECRET_ACCESS_KEY", "secret");
    Project project =
        new Project(
            folder,
            folder.resolve(".terrace"),
            Files.createDirectories(folder.resolve("environments")),
            shell);
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    run =
        new RunContext(project, new Console(stream, stream, false, false), new Interrupts(), locks);
    states = Files.createDirectories(folder.resolve(".terrace/aws"));
    new StateMemory(states)
        .note(
            NETWORK,
            new Backend.S3("states", "us-west-2", Backend.Lock.s3, null),
            StoredState.parse(good),
            Instant.parse("2026-01-31T10:00:00Z"));
  }

  @AfterEach
  void end() {
    server.stop(0);
    locks.close();
  }

  @Test
  void a_damaged_file_and_a_good_object_in_the_bucket_are_one_stack() throws IOException {
    Path file = states.resolve("alva-gone-network.tfstate");
    Files.writeString(file, FakeTerraform.state("file", 7, 3));
    LocalBackups.keep(NETWORK, states, Instant.parse("2026-01-31T10:00:00Z"));
    Files.writeString(file, "{\"version\": 4, \"ser");

    ListStateVersions.Result result = versions("alva/gone/network");

    assertThat(result.stack()).isEqualTo(NETWORK);
    assertThat(result.versions())
        .extracting(StateVersions.Entry::id)
        .containsExactly("current", "20260131T100000.000Z");
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains(
            "warning: alva/gone/network has more than one state; this is about "
                + file
                + ", which is damaged, and not about s3://states/alva/gone/network.tfstate.\n"
                + "  If the damaged one is of no use any more, move it away instead.\n");
  }

  @Test
  void several_stacks_are_named_once_each() throws IOException {
    Files.writeString(states.resolve("alva-gone-network.tfstate"), "{");
    Files.writeString(states.resolve("alva-gone-data.tfstate"), FakeTerraform.state("two", 1, 1));

    assertThatThrownBy(() -> versions("alva/gone"))
        .hasMessage(
            "'alva/gone' names 2 stacks, and a state is restored one at a time: alva/gone/data,"
                + " alva/gone/network");
  }

  private ListStateVersions.Result versions(String target) {
    return new ListStateVersions(run).run(new ListStateVersions.Request(target, false, 10));
  }
}
