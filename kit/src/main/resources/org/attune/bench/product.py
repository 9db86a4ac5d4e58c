  def product(self: __torch__.M, a: Tensor, b: Tensor) -> Tensor:
    return torch.mm(a, b)
