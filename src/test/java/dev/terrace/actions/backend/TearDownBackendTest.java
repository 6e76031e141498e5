package dev.terrace.actions.backend;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.terrace.project.FolderLocks;
import dev.terrace.project.Project;
import dev.terrace.project.RunContext;
import dev.terrace.support.FakeTerraform;
import dev.terrace.terraform.Interrupts;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bucket is destroyed with every state in it: what no file describes counts, too. */
final class TearDownBackendTest {
  private static final String BUCKET = "v1-orcha-dev-terraform-state-700558745280";

  @TempDir private Path folder;
  private final Map<String, String> objects = new LinkedHashMap<>();
  private final FolderLocks locks = new FolderLocks("./terrace backend teardown orcha/dev");
  private HttpServer server;
  private RunContext run;

  @BeforeEach
  void begin() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/" + BUCKET,
        exchange -> {
          String key = exchange.getRequestURI().getPath().substring(1 + BUCKET.length());
          String answer =
              key.length() <= 1
                  ? listed()
                  : objects.getOrDefault(key.substring(1), "<Error><Code>NoSuchKey</Code></Error>");
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          boolean head = exchange.getRequestMethod().equals("HEAD");
          int status = key.length() <= 1 || objects.containsKey(key.substring(1)) ? 200 : 404;
          exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
          if (!head) {
            exchange.getResponseBody().write(bytes);
          }
          exchange.close();
        });
    server.start();
    Map<String, String> shell = new TreeMap<>(new FakeTerraform(folder.resolve("bin")).shell());
    shell.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.getAddress().getPort());
    shell.put("AWS_ACCESS_KEY_ID", "id");
    shell.put("AWS_SECRET_ACCESS_KEY", "secret");
    Path environments = Path.of("src/test/resources/environments").toAbsolutePath();
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    run =
        new RunContext(
            new Project(folder, folder.resolve(".terrace"), environments, shell),
            new Console(nowhere, nowhere, false, false),
            new Interrupts(),
            locks);
  }

  private String listed() {
    return "<ListBucketResult><IsTruncated>false</IsTruncated>"
        + objects.keySet().stream()
            .map(key -> "<Contents><Key>" + key + "</Key></Contents>")
            .collect(Collectors.joining())
        + "</ListBucketResult>";
  }

  @AfterEach
  void end() {
    server.stop(0);
    locks.close();
  }

  @Test
  void states_that_no_file_describes_keep_their_bucket() {
    objects.put("orcha/dev/network.tfstate", FakeTerraform.state("one", 3, 0));
    objects.put("orcha/gone/data.tfstate", FakeTerraform.state("two", 3, 0));
    objects.put("orcha/gone/network.tfstate", FakeTerraform.state("three", 3, 5));
    objects.put("orcha/gone/network.tfstate.tflock", "{}");
    objects.put("team/other.tfstate", "{\"version\": 4, \"ser");

    assertThatThrownBy(
            () ->
                new TearDownBackend(run, Confirmation.of(run.ui(), true, "backend teardown"))
                    .run(new TearDownBackend.Request(List.of("orcha/dev"), false)))
        .hasMessage(
            "refused, nothing was touched: states in the bucket still hold resources:\n"
                + ("  s3://" + BUCKET + "/orcha/gone/network.tfstate has 5 resources\n")
                + ("  s3://" + BUCKET + "/team/other.tfstate cannot be read\n")
                + "  Destroy those stacks first: ./terrace destroy …");
  }
}
