  def logs(self: __torch__.M, hidden: Tensor, w: Tensor, i: int, size: int) -> Tensor:
    return torch.log_softmax((self).linear((self).ready(torch.slice(hidden, 0, i * size, (i + 1) * size), ), w, ), 1, 6)

  def chosen(self: __torch__.M, hidden: Tensor, targets: Tensor, head: Tensor, size: Tensor) -> Tensor:
    rows = int(size)
    w = torch.to(head, $LOW)
    found = annotate(List[Tensor], [])
    for i in range((torch.size(hidden, 0) + rows - 1) // rows):
      at = torch.slice(targets, 0, i * rows, (i + 1) * rows)
      _0 = torch.append(found, torch.gather((self).logs(hidden, w, i, rows, ), 1, at))
    return torch.cat(found)

  def spread(self: __torch__.M, hidden: Tensor, targets: Tensor, head: Tensor, size: Tensor) -> Tuple[Tensor, Tensor]:
    rows = int(size)
    w = torch.to(head, $LOW)
    found = annotate(List[Tensor], [])
    kept = torch.new_empty(w, [torch.size(hidden, 0), torch.size(w, 0)])
    for i in range((torch.size(hidden, 0) + rows - 1) // rows):
      logs = (self).logs(hidden, w, i, rows, )
      at = torch.slice(targets, 0, i * rows, (i + 1) * rows)
      _0 = torch.append(found, torch.gather(logs, 1, at))
      _1 = torch.copy_(torch.slice(kept, 0, i * rows, (i + 1) * rows), torch.exp_(logs))
    return (torch.cat(found), kept)

  def pulled(self: __torch__.M, hidden: Tensor, targets: Tensor, head: Tensor, kept: Tensor, gradient: Tensor) -> Tuple[Tensor, Tensor]:
    return (self).gradients(hidden, targets, head, torch.to(head, $LOW), kept, gradient, )

  def gradients(self: __torch__.M, hidden: Tensor, targets: Tensor, head: Tensor, w: Tensor, kept: Tensor, gradient: Tensor) -> Tuple[Tensor, Tensor]:
    flat = torch.reshape(targets, [-1])
    weighted = torch.mul(hidden, gradient)
    expected = torch.to((self).matmul(kept, w, ), 6)
    onhidden = torch.mul(torch.sub(torch.embedding(head, flat), expected), gradient)
    onhead = torch.neg(torch.to((self).matmul(torch.t(kept), torch.to(weighted, $LOW), ), 6))
    return (onhidden, torch.index_add_(onhead, 0, flat, weighted))

  def again(self: __torch__.M, hidden: Tensor, targets: Tensor, head: Tensor, size: Tensor, gradient: Tensor) -> Tuple[Tensor, Tensor]:
    rows = int(size)
    w = torch.to(head, $LOW)
    onhidden = annotate(List[Tensor], [])
    onhead = torch.zeros_like(head)
    for i in range((torch.size(hidden, 0) + rows - 1) // rows):
      h = torch.slice(hidden, 0, i * rows, (i + 1) * rows)
      at = torch.slice(targets, 0, i * rows, (i + 1) * rows)
      g = torch.slice(gradient, 0, i * rows, (i + 1) * rows)
      kept = torch.to(torch.exp_((self).logs(hidden, w, i, rows, )), $LOW)
      a, b, = (self).gradients(h, at, head, w, kept, g, )
      _0 = torch.append(onhidden, a)
      _1 = torch.add_(onhead, b)
    return (torch.cat(onhidden), onhead)

  def paired(self: __torch__.M, hidden: Tensor, onhidden: Tensor, head: Tensor, onhead: Tensor) -> Tensor:
    return torch.add(torch.dot(torch.reshape(hidden, [-1]), torch.reshape(onhidden, [-1])), torch.dot(torch.reshape(head, [-1]), torch.reshape(onhead, [-1])))
