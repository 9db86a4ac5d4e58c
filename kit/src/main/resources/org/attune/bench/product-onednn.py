  def product(self: __torch__.M, a: Tensor, b: Tensor) -> Tensor:
    return ops.mkldnn._linear_pointwise(a, b, None, "none", [], "")
