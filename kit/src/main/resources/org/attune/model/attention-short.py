  def part(self: __torch__.M, x: Tensor) -> Tensor:
    return torch.reshape(torch.to(x, $LOW), [-1, torch.size(x, 2), $HEAD])

  def scores(self: __torch__.M, q: Tensor, k: Tensor) -> Tensor:
    a = (self).part(q, )
    b = (self).part(k, )
    t = torch.size(a, 1)
    future = torch.triu(torch.new_full(a, [1, t, t], -3.0e38), 1)
    return torch.baddbmm(torch.expand(future, [torch.size(a, 0), t, t]), a, torch.transpose(b, 1, 2), alpha=$SCALE)

  def attend(self: __torch__.M, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    keys = $SHARED_KEYS
    values = $SHARED_VALUES
    if torch.size(q, 2) > $SHORT:
      a = torch.scaled_dot_product_attention(q, keys, torch.to(values, 6), None, 0., True)
    else:
      p = torch.softmax((self).scores(q, keys, ), -1)
      a = torch.reshape(torch.bmm(p, (self).part(values, )), torch.size(q))
    return a
