/** Instructions that remove adopted resources from their old owner. */
package dev.terrace.adopt.retire;
