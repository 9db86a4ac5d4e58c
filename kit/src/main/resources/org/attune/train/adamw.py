  def clip(self: __torch__.M, limit: Tensor, G: List[Tensor]) -> Tensor:
    norm = torch.norm(torch.stack(torch._foreach_norm(G, 2)), 2)
    torch._foreach_mul_(G, torch.clamp(torch.div(limit, torch.add(norm, 9.9999999999999995e-07)), None, 1.))
    return norm

  def update(self: __torch__.M, lr: Tensor, decay: Tensor, beta1: Tensor, beta2: Tensor, eps: Tensor, P: List[Tensor], G: List[Tensor], M: List[Tensor], V: List[Tensor], S: List[Tensor]) -> Tensor:
    torch._foreach_add_(S, 1)
    torch._fused_adamw_(P, G, M, V, annotate(List[Tensor], []), S, lr=float(lr), beta1=float(beta1), beta2=float(beta2), weight_decay=float(decay), eps=float(eps), amsgrad=False, maximize=False)
    torch._foreach_zero_(G)
    return lr
