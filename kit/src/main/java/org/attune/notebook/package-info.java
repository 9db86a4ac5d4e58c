/** The only room that knows a notebook's kernel: its set-up, its displays, and a client to it. */
package org.attune.notebook;
