  def ready(self: __torch__.M, x: Tensor) -> Tensor:
    if torch.is_grad_enabled():
      y = torch.to_mkldnn(x)
    else:
      y = x
    return y

  def linear(self: __torch__.M, x: Tensor, w: Tensor) -> Tensor:
    if torch.is_grad_enabled():
      y = torch.to_dense(torch.mkldnn_linear(x, w))
    else:
      y = ops.mkldnn._linear_pointwise(x, w, None, "none", [], "")
    return y

  def pack(self: __torch__.M, w: Tensor) -> Tensor:
    return ops.mkldnn._reorder_linear_weight(w, 16)

  def product(self: __torch__.M, x: Tensor, packed: Tensor) -> Tensor:
    return ops.mkldnn._linear_pointwise(x, packed, None, "none", [], "")

  def gated(self: __torch__.M, x: Tensor, gate: Tensor, up: Tensor) -> Tensor:
    g = ops.mkldnn._linear_pointwise(x, gate, None, "swish", [], "")
    return ops.mkldnn._linear_pointwise(x, g, up, None, "mul")

  def added(self: __torch__.M, x: Tensor, packed: Tensor, y: Tensor) -> Tensor:
    return ops.mkldnn._linear_pointwise(x, y, packed, None, "add")
