/**
 * A small interpreter for the Jinja templates that chat models bring along.
 *
 * <p>It gives what Python's jinja2 gives as transformers sets it up (trim_blocks, lstrip_blocks,
 * the immutable sandbox, loop controls, generation blocks), and refuses in one sentence what it
 * does not know. Every character of the result is known to be the template's own or to come from
 * the data.
 */
package org.attune.data.jinja;
