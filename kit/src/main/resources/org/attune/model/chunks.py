  def chunk(self: __torch__.M, hidden: Tensor, head: Tensor, i: int, size: int) -> Tensor:
    return torch.to(torch.linear(torch.slice(hidden, 0, i * size, (i + 1) * size), head), 6)

  def chosen(self: __torch__.M, hidden: Tensor, targets: Tensor, head: Tensor, size: Tensor) -> Tensor:
    rows = int(size)
    h = torch.to(hidden, $LOW)
    w = torch.to(head, $LOW)
    found = annotate(List[Tensor], [])
    for i in range((torch.size(h, 0) + rows - 1) // rows):
      logits = (self).chunk(h, w, i, rows, )
      at = torch.slice(targets, 0, i * rows, (i + 1) * rows)
      _0 = torch.append(found, torch.sub(torch.gather(logits, 1, at), torch.logsumexp(logits, [1], True)))
    return torch.cat(found)

  def pulled(self: __torch__.M, hidden: Tensor, targets: Tensor, head: Tensor, size: Tensor, gradient: Tensor) -> Tuple[Tensor, Tensor]:
    rows = int(size)
    h = torch.to(hidden, $LOW)
    w = torch.to(head, $LOW)
    onhidden = torch.empty_like(hidden)
    onhead = torch.zeros_like(head)
    for i in range((torch.size(h, 0) + rows - 1) // rows):
      g = torch.slice(gradient, 0, i * rows, (i + 1) * rows)
      wide = torch.mul(torch.softmax((self).chunk(h, w, i, rows, ), 1), torch.neg(g))
      _0 = torch.scatter_add_(wide, 1, torch.slice(targets, 0, i * rows, (i + 1) * rows), g)
      d = torch.to(wide, $LOW)
      _1 = torch.copy_(torch.slice(onhidden, 0, i * rows, (i + 1) * rows), torch.mm(d, w))
      _2 = torch.add_(onhead, torch.mm(torch.t(d), torch.slice(h, 0, i * rows, (i + 1) * rows)))
    return (onhidden, onhead)

  def paired(self: __torch__.M, hidden: Tensor, onhidden: Tensor, head: Tensor, onhead: Tensor) -> Tensor:
    return torch.add(torch.dot(torch.reshape(hidden, [-1]), torch.reshape(onhidden, [-1])), torch.dot(torch.reshape(head, [-1]), torch.reshape(onhead, [-1])))
