  def attend(self: __torch__.M, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    keys = torch.to($SHARED_KEYS, $SEEN)
    values = torch.to($SHARED_VALUES, $SEEN)
    return torch.scaled_dot_product_attention(torch.to(q, $SEEN), keys, values, None, 0., True)
