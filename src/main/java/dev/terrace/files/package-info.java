/** Files and folders. Imports nothing of the project. */
package dev.terrace.files;
