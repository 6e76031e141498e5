package dev.terrace.terraform.scan;

import java.io.IOException;

/** A file that is no plan in JSON. The message says what it is. */
public final class NotAPlan extends IOException {
  private static final long serialVersionUID = 1L;

  NotAPlan(String message) {
    super(message);
  }
}
