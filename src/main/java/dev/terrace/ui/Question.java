package dev.terrace.ui;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A question that waits for a line of stdin. Nothing can wake a thread that reads a terminal, so
 * that a thread of its own reads, and whoever asks waits for it or for the end of all questions.
 */
final class Question {
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final List<Runnable> held = new ArrayList<>();
  private BufferedReader in;
  private boolean open;
  private boolean withdrawn;

  /** Whether it may be asked. */
  synchronized boolean open() {
    if (withdrawn) {
      return false;
    }
    if (open) {
      throw new IllegalStateException("a question waits already");
    }
    open = true;
    return true;
  }

  synchronized boolean isWithdrawn() {
    return withdrawn;
  }

  synchronized boolean isOpen() {
    return open;
  }

  /** Prints now or, while a question waits, after it. */
  synchronized void orAfter(Runnable print) {
    if (open) {
      held.add(print);
    } else {
      print.run();
    }
  }

  /** The line, empty where there is none. */
  String answer() {
    Thread reader = new Thread(this::read, "answer");
    reader.setDaemon(true);
    reader.start();
    try {
      return answers.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private void read() {
    try {
      String line = stdin().readLine();
      answers.add(line == null ? "" : line);
    } catch (IOException e) {
      answers.add("");
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
    open = false;
    held.forEach(Runnable::run);
    held.clear();
  }

  synchronized void withdraw() {
    withdrawn = true;
    if (open) {
      answers.add("");
    }
  }
}
