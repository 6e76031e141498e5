package dev.terrace.cloud;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A stream from the network that ends after a silence: a watch closes it, which wakes the read that
 * waits.
 */
final class WatchedStream extends FilterInputStream {
  private static final ScheduledExecutorService WATCH = watch();

  private final Duration silence;
  private final long end;
  private volatile boolean ended;

  /**
   * @param silence the longest that one read waits
   * @param total the longest from now on
   */
  WatchedStream(InputStream stream, Duration silence, Duration total) {
    super(stream);
    this.silence = silence;
    this.end = System.nanoTime() + total.toNanos();
  }

  private static ScheduledExecutorService watch() {
    ScheduledThreadPoolExecutor watch =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "silence of answers");
              thread.setDaemon(true);
              return thread;
            });
    watch.setRemoveOnCancelPolicy(true);
    return watch;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    long left = Math.min(silence.toNanos(), end - System.nanoTime());
    if (left <= 0) {
      close();
      throw new HttpTimeoutException("too slow");
    }
    ScheduledFuture<?> alarm = WATCH.schedule(this::end, left, TimeUnit.NANOSECONDS);
    try {
      int read = super.read(bytes, offset, length);
      if (ended) {
        throw new HttpTimeoutException("silence");
      }
      return read;
    } catch (IOException e) {
      if (ended) {
        throw new HttpTimeoutException("silence");
      }
      throw e;
    } finally {
      alarm.cancel(false);
    }
  }

  private void end() {
    ended = true;
    try {
      in.close();
    } catch (IOException e) {
      // The read ends with an error of its own.
    }
  }
}
