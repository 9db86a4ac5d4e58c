  def border(self: __torch__.M, weights: Tensor, k: int, p: float) -> Tensor:
    size = torch.size(weights, 1)
    if k > 0:
      best, _0, = torch.topk(weights, ops.prim.min(k, size))
      total = torch.sum(best, [1], True)
    else:
      total = torch.sum(weights, [1], True)
      best, _0, = torch.topk(weights, ops.prim.min(128, size))
      if bool(torch.any(torch.lt(torch.sum(best, [1], True), torch.mul(total, p)))):
        best, _1, = torch.sort(weights, 1, True)
      else:
        pass
    least = torch.slice(best, 1, -1)
    if p < 1.:
      enough = torch.searchsorted(torch.cumsum(best, 1), torch.mul(total, p))
      at = torch.clamp(enough, None, torch.size(best, 1) - 1)
      least = torch.gather(best, 1, at)
    else:
      pass
    return least

  def find(self: __torch__.M, weights: Tensor, uniforms: Tensor) -> Tensor:
    n = torch.size(weights, 0)
    size = torch.size(weights, 1)
    parts = (size + 63) // 64
    if parts * 64 > size:
      padded = torch.constant_pad_nd(weights, [0, parts * 64 - size])
    else:
      padded = weights
    whole = torch.reshape(padded, [n, parts, 64])
    ends = torch.cumsum(torch.sum(whole, [2]), 1)
    total = torch.contiguous(torch.slice(ends, 1, -1))
    target = torch.mul(torch.unsqueeze(uniforms, 1), total)
    part = torch.minimum(torch.searchsorted(ends, target, right=True), torch.searchsorted(ends, total))
    inside = torch.squeeze(torch.gather(whole, 1, torch.expand(torch.unsqueeze(part, 2), [-1, -1, 64])), 1)
    before = torch.where(torch.gt(part, 0), torch.gather(ends, 1, torch.clamp(part - 1, 0)), 0.)
    sums = torch.cumsum(inside, 1)
    last = torch.searchsorted(sums, torch.contiguous(torch.slice(sums, 1, -1)))
    at = torch.minimum(torch.searchsorted(sums, torch.sub(target, before), right=True), last)
    return torch.squeeze(torch.add(torch.mul(part, 64), at), 1)

  def pick(self: __torch__.M, logits: Tensor, uniforms: Tensor, heat: float, k: int, p: float) -> Tuple[Tensor, Tensor]:
    top = torch.amax(logits, [1], True)
    if heat == 1.:
      weights = torch.exp_(torch.sub_(torch.to(logits, 7), torch.to(top, 7)))
      norms = torch.add(torch.log(torch.sum(weights, [1])), torch.squeeze(top, 1))
    else:
      norms = torch.to(torch.logsumexp(logits, [1]), 7)
      weights = logits
      if heat > 0.:
        weights = torch.exp_(torch.div_(torch.sub_(torch.to(logits, 7), torch.to(top, 7)), heat))
      else:
        pass
    if heat == 0.:
      ids = torch.argmax(logits, 1)
    else:
      if k > 0 or p < 1.:
        weights = torch.mul(weights, torch.ge(weights, (self).border(weights, k, p, )))
      else:
        pass
      ids = (self).find(weights, uniforms, )
    return (ids, norms)

  def compact(self: __torch__.M, stores: List[Tensor], alive: Tensor, end: int) -> List[Tensor]:
    fewer = annotate(List[Tensor], [])
    for i in range(torch.len(stores)):
      room = torch.slice(stores[i], 0, 0, torch.size(alive, 0))
      filled = torch.slice(stores[i], 2, 0, end)
      _0 = torch.copy_(torch.slice(room, 2, 0, end), torch.index_select(filled, 0, alive))
      _1 = torch.append(fewer, room)
    return fewer

  def draw(self: __torch__.M, hidden: Tensor, read: Tensor, cosines: Tensor, sines: Tensor, padding: Tensor, blocked: Tensor, begin: Tensor, uniforms: Tensor, left: Tensor, places: Tensor, how: Tensor, K: List[Tensor], V: List[Tensor], P: List[Tensor], J: List[Tensor]) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
    steps = torch.size(uniforms, 0)
    size = torch.size(uniforms, 1)
    heat = float(how[0])
    k = int(how[1])
    p = float(how[2])
    tokens = torch.new_full(left, [steps, size], -1)
    scores = torch.zeros_like(uniforms)
    rows = places
    pads = torch.reshape(padding, [-1])
    mask = torch.reshape(blocked, [size, 1, 1, -1])
    keys = K
    values = V
    rest = left
    open = torch.gt(left, 0)
    end = int(begin)
    x = hidden
    logits = torch.index_select((self).product(hidden, J[$LAYERS * 5], ), 0, read)
    s = 0
    going = True
    while going:
      ids, norms, = (self).pick(logits, torch.index_select(uniforms[s], 0, rows), heat, k, p, )
      chosen = torch.squeeze(torch.gather(logits, 1, torch.unsqueeze(ids, 1)), 1)
      score = torch.sub(torch.to(chosen, 7), norms)
      _0 = torch.index_copy_(tokens[s], 0, rows, torch.where(open, ids, torch.full_like(ids, -1)))
      _1 = torch.index_copy_(scores[s], 0, rows, torch.clamp(score, None, 0.))
      rest = torch.sub(rest, 1)
      open = torch.logical_and(open, torch.logical_and(torch.ne(ids, $EOS), torch.gt(rest, 0)))
      alive = torch.reshape(torch.nonzero(open), [-1])
      count = torch.size(alive, 0)
      if count > 0 and count * 4 <= torch.size(ids, 0) * 3:
        keys = (self).compact(keys, alive, end, )
        values = (self).compact(values, alive, end, )
        rows = torch.index_select(rows, 0, alive)
        pads = torch.index_select(pads, 0, alive)
        mask = torch.index_select(mask, 0, alive)
        rest = torch.index_select(rest, 0, alive)
        ids = torch.index_select(ids, 0, alive)
        open = torch.index_select(open, 0, alive)
      else:
        pass
      s = s + 1
      if count == 0:
        going = False
      else:
        at = torch.clamp(torch.rsub(pads, end), 0, $LAST)
        cos = torch.unsqueeze(torch.embedding(cosines, at), 1)
        sin = torch.unsqueeze(torch.embedding(sines, at), 1)
        x = (self).step(ids, cos, sin, torch.slice(mask, 3, 0, end + 1), torch.tensor(end), keys, values, P, J, )
        end = end + 1
        going = s < steps
        if going:
          logits = (self).product(x, J[$LAYERS * 5], )
        else:
          pass
    return (tokens, scores, x, rows)
