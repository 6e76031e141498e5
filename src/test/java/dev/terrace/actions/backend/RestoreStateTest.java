package dev.terrace.actions.backend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.terrace.config.Backend;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.project.FolderLocks;
import dev.terrace.project.RunContext;
import dev.terrace.state.LocalBackups;
import dev.terrace.state.StateMemory;
import dev.terrace.state.StoredState;
import dev.terrace.support.FakeTerraform;
import dev.terrace.terraform.Interrupts;
import dev.terrace.terraform.Json;
import dev.terrace.ui.Confirmation;
import dev.terrace.ui.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restore leaves for the commands after it. */
final class RestoreStateTest {
  private static final StackId NETWORK = new EnvironmentId("alva", "production").stack("network");
  private static final Backend CLOUD = new Backend.Cloud("alva", "app.terraform.io", "");
  private static final Instant THEN = Instant.parse("2026-01-31T10:00:00Z");

  @TempDir private Path folder;
  private final FolderLocks locks = new FolderLocks("./terrace backend restore");
  private HttpServer server;
  private Path states;
  private RunContext run;

  /** A simulated AWS that is up: its file names this process and a port that answers. */
  @BeforeEach
  void begin() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/terrace/alive",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    states = Files.createDirectories(folder.resolve(".terrace/local"));
    Json.write(
        states.resolve("server.json"),
        Json.object()
            .put("port", server.getAddress().getPort())
            .put("pid", ProcessHandle.current().pid())
            .put(
                "started",
                ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(Instant::toEpochMilli)
                    .orElse(0L)));
    PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Console console = new Console(silent, silent, false, false);
    run =
        new RunContext(
            new FakeTerraform(folder.resolve("bin")).project(folder),
            console,
            new Interrupts(),
            locks);
  }

  @AfterEach
  void end() {
    server.stop(0);
    locks.close();
  }

  /** Without it the next plan would say that the state went back. */
  @Test
  void the_restored_file_of_a_stack_in_Terraform_Cloud_is_what_was_last_seen() throws IOException {
    Path file = states.resolve("alva-production-network.tfstate");
    Files.writeString(file, FakeTerraform.state("one", 7, 3));
    LocalBackups.keep(NETWORK, states, THEN);
    Files.writeString(file, FakeTerraform.state("one", 12, 4));
    StateMemory memory = new StateMemory(states);
    Optional<StoredState> newest = StoredState.parse(Files.readAllBytes(file));
    memory.note(NETWORK, new Backend.Local(), newest, THEN);
    memory.note(NETWORK, CLOUD, newest, THEN);
    Files.writeString(file, "{\"version\": 4, \"ser");

    RestoreState.Result result =
        new RestoreState(run, Confirmation.of(run.ui(), true, "restore"))
            .run(new RestoreState.Request(NETWORK.toString(), true, "20260131T100000.000Z", false));

    assertThat(result)
        .isEqualTo(
            new RestoreState.Result.Restored(
                NETWORK, 3, 7, 8, "./terrace plan alva/production/network --local"));
    assertThat(memory.of(NETWORK, new Backend.Local()).orElseThrow())
        .satisfies(seen -> assertThat(seen.serial()).isEqualTo(8))
        .satisfies(seen -> assertThat(seen.resources()).isEqualTo(3));
    assertThat(memory.of(NETWORK, CLOUD).orElseThrow())
        .as("the workspace's own state")
        .satisfies(seen -> assertThat(seen.serial()).isEqualTo(12));
  }
}
