/** What runs during the Maven build and is in no build of {@code ./terrace}. */
package dev.terrace.build;
