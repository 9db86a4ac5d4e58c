  def pack(self: __torch__.M, w: Tensor) -> Tensor:
    return ops.mkldnn._reorder_linear_weight(torch.to(w, $LOW), 16)

  def times(self: __torch__.M, x: Tensor, packed: Tensor) -> Tensor:
    return ops.mkldnn._linear_pointwise(torch.to(x, $LOW), packed, None, "none", [], "")

  def product(self: __torch__.M, x: Tensor, packed: Tensor) -> Tensor:
    return torch.to((self).times(x, packed, ), 6)

  def gated(self: __torch__.M, x: Tensor, gate: Tensor, up: Tensor) -> Tensor:
    h = torch.to(x, $LOW)
    g = ops.mkldnn._linear_pointwise(h, gate, None, "swish", [], "")
    return ops.mkldnn._linear_pointwise(h, g, up, None, "mul")

  def added(self: __torch__.M, x: Tensor, packed: Tensor, y: Tensor) -> Tensor:
    return torch.add(y, (self).times(x, packed, ))
