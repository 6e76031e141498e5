/** What runs during the Maven build, of Terrace and of a project that depends on it. */
package dev.terrace.build;
