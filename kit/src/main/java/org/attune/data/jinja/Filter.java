package org.attune.data.jinja;

import org.attune.data.jinja.PythonTypes.CallArguments;

/** A filter; its first positional argument is the filtered value. */
interface Filter {
  Object apply(RenderContext context, CallArguments arguments);
}
