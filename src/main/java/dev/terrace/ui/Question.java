package dev.terrace.ui;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A question that waits for a line of stdin. Nothing can wake a thread that reads a terminal, so
 * that a thread of its own reads, and whoever asks waits for it or for the end of all questions.
 */
final class Question {
  private final List<Runnable> held = new ArrayList<>();
  private BufferedReader in;
  private CompletableFuture<String> answer;
  private boolean withdrawn;

  /** Whether it may be asked. */
  synchronized boolean open() {
    if (withdrawn) {
      return false;
    }
    if (answer != null) {
      throw new IllegalStateException("a question waits already");
    }
    answer = new CompletableFuture<>();
    return true;
  }

  synchronized boolean isWithdrawn() {
    return withdrawn;
  }

  synchronized boolean isOpen() {
    return answer != null;
  }

  /** Prints now or, while a question waits, after it. */
  synchronized void orAfter(Runnable print) {
    if (isOpen()) {
      held.add(print);
    } else {
      print.run();
    }
  }

  /**
   * The line, empty where there is none.
   *
   * @throws UncheckedIOException if stdin cannot be read
   */
  String answer() {
    CompletableFuture<String> line = waiting();
    Thread reader = new Thread(() -> read(line), "answer");
    reader.setDaemon(true);
    reader.start();
    try {
      return line.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    } catch (ExecutionException e) {
      throw new UncheckedIOException((IOException) e.getCause());
    }
  }

  private synchronized CompletableFuture<String> waiting() {
    return answer;
  }

  private void read(CompletableFuture<String> line) {
    try {
      String text = stdin().readLine();
      line.complete(text == null ? "" : text);
    } catch (IOException e) {
      line.completeExceptionally(e);
    }
  }

  /** One for all questions: a reader takes more than the line it returns. */
  private synchronized BufferedReader stdin() {
    if (in == null) {
      in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }
    return in;
  }

  /** Prints what was held back. */
  synchronized void close() {
    answer = null;
    held.forEach(Runnable::run);
    held.clear();
  }

  synchronized void withdraw() {
    withdrawn = true;
    if (answer != null) {
      answer.complete("");
    }
  }
}
