package dev.terrace.constructs.compute;

import dev.terrace.ref.QueueRef;

/** How the number of a service's tasks follows what they have to do. */
public sealed interface Scaling {
  int minimum();

  int maximum();

  /**
   * @param percent average CPU of the tasks that is aimed at, 1-100
   */
  record OnCpu(int minimum, int maximum, int percent) implements Scaling {}

  /**
   * @param messages that wait in the queue for each running task, which is aimed at
   */
  record OnBacklog(int minimum, int maximum, QueueRef queue, int messages) implements Scaling {}
}
