package dev.terrace.adopt.match;

import dev.terrace.adopt.ExistingResource;
import java.util.List;

/**
 * A desired resource and the existing one that it is.
 *
 * @param how for people: which attributes led to the match
 * @param differences what the configuration defines differently; empty for {@link Confidence#EXACT}
 */
public record Match(
    DesiredResource desired,
    ExistingResource existing,
    Confidence confidence,
    String how,
    List<AttributeDifference> differences) {}
