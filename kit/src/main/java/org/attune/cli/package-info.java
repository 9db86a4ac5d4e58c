/** The command line: one class a command, one class a group of options. */
package org.attune.cli;
