package dev.terrace.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A stack in which values stand for the outputs of earlier stacks: for reading its plan, never for
 * an apply.
 *
 * @param tree its JSON
 * @param awaited the outputs that are unknown in it, in order
 */
public record SubstitutedStack(ObjectNode tree, List<AwaitedOutput> awaited) {}
